package io.proxynas.nas.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.proxynas.nas.ranking.Criterion;
import io.proxynas.nas.search.SearchResult.End;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchResultTest {

  private static SearchResult round(int repeats, String... refused) {
    return new SearchResult(
        List.of(),
        10,
        repeats,
        Set.of(refused),
        Criterion.ACCURACY,
        Duration.ofSeconds(2),
        End.COMPLETE);
  }

  @Test
  void after_anEarlierRound_countsWhatBothRefusedOnce() {
    SearchResult both = round(1, "a", "b").after(round(3, "b", "c"));

    assertThat(both.rejected()).isEqualTo(3);
    assertThat(both.refused()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(both.cacheHits()).isEqualTo(4);
    assertThat(both.duration()).isEqualTo(Duration.ofSeconds(4));
  }
}

package io.proxynas.condense.embed;

import io.proxynas.condense.course.Course;
import io.proxynas.engine.Seed;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.train.check.Require;
import io.proxynas.train.data.LabelledImages;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Embeddings of several kinds, as fresh networks and trained ones: each iteration draws a kind, and
 * that kind its network (Zhao and Bilen, arXiv 2110.04181, section 4.3, networks of all
 * performances).
 *
 * @param kinds at least one, drawn with the same probability
 */
public record MixedEmbeddings(List<Embeddings> kinds) implements Embeddings {

  public MixedEmbeddings {
    kinds = List.copyOf(kinds);
    Require.that(!kinds.isEmpty(), "there must be at least 1 kind of embeddings, but there were 0");
  }

  @Override
  public List<Architecture> architectures() {
    return kinds.stream().flatMap(kind -> kind.architectures().stream()).distinct().toList();
  }

  /** The kinds' ids. */
  @Override
  public String id() {
    return kinds.stream().map(Embeddings::id).collect(Collectors.joining("; or ", "one of ", ""));
  }

  @Override
  public EmbeddingSource prepare(LabelledImages real, Seed seed, int workers, Course course)
      throws InterruptedException {
    List<EmbeddingSource> sources = new ArrayList<>();
    try {
      for (int kind = 0; kind < kinds.size(); kind++) {
        sources.add(kinds.get(kind).prepare(real, seed.child("kind").child(kind), workers, course));
      }
      return new Source(List.copyOf(sources), seed.child("choice"));
    } catch (InterruptedException | RuntimeException | Error e) {
      sources.forEach(EmbeddingSource::close);
      throw e;
    }
  }

  /** Asks the source of the kind that an iteration draws. */
  private record Source(List<EmbeddingSource> sources, Seed choice) implements EmbeddingSource {

    @Override
    public Embedding draw(int iteration) throws InterruptedException {
      int kind = choice.child(iteration).generator().nextInt(sources.size());
      return sources.get(kind).draw(iteration);
    }

    @Override
    public void save(DataOutput out) throws IOException {
      for (EmbeddingSource source : sources) {
        source.save(out);
      }
    }

    @Override
    public void restore(DataInput in) throws IOException {
      for (EmbeddingSource source : sources) {
        source.restore(in);
      }
    }

    @Override
    public void close() {
      sources.forEach(EmbeddingSource::close);
    }
  }
}

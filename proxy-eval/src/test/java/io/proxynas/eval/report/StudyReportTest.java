package io.proxynas.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.proxynas.eval.stat.Difference;
import io.proxynas.eval.stat.Interval;
import io.proxynas.eval.validation.Costs;
import io.proxynas.eval.validation.PairedScore;
import io.proxynas.eval.validation.PartCorrelation;
import io.proxynas.eval.validation.ValidationFigures;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A made-up study of two proxies with the same figures. */
class StudyReportTest {

  private static StudyReport made(String... names) throws InterruptedException {
    Report run = Reports.made().report();
    return new StudyReport(
        Report.SCHEMA,
        1,
        run.versions(),
        run.machine(),
        run.dataset(),
        "convnet",
        720,
        15,
        12,
        List.of(names).stream()
            .map(
                name ->
                    new StudyReport.Entry(
                        new Report.ProxySummary(name, "dm", 50, 500, 60, true, false, "c0ffee"),
                        run.validation(),
                        run.speedup(),
                        run.cost(),
                        run.verdict()))
            .toList(),
        List.of(new StudyReport.Pairwise(names[0], names[1], new Difference(0.02, -0.1, 0.2, 0.7))),
        List.of(new StudyReport.FirstChoice(run.validation().choice(), 0.95, 0.94)));
  }

  @Test
  void render_madeStudy_isTheTextInTheResources() throws Exception {
    assertThat(StudyText.render(made("dm-ipc10", "dm-ipc50"))).isEqualTo(resource("study.txt"));
  }

  /** The first proxy alone, with other figures of so many candidates and other costs. */
  private static StudyReport with(
      StudyReport made, int n, PartCorrelation top, UnaryOperator<Costs> costs) {
    StudyReport.Entry entry = made.proxies().get(0);
    ValidationFigures v = entry.validation();
    ValidationFigures figures =
        new ValidationFigures(
            n,
            v.sample(),
            v.spearman(),
            v.fisher(),
            v.kendall(),
            v.topK(),
            v.regret(),
            v.truthSeeds(),
            v.reliability(),
            v.noiseCeiling(),
            v.shortlist(),
            top,
            v.half(),
            v.choice(),
            v.rivals());
    return new StudyReport(
        made.schema(),
        made.seed(),
        made.versions(),
        made.machine(),
        made.dataset(),
        made.space(),
        made.spaceSize(),
        made.sample(),
        n,
        List.of(
            new StudyReport.Entry(
                entry.proxy(),
                figures,
                entry.speedup(),
                costs.apply(entry.cost()),
                entry.verdict())),
        List.of(),
        made.choices());
  }

  @Test
  void render_enoughInTheTop_correlatesThem() throws Exception {
    Interval spearman = new Interval(0.76, 0.57, 0.87);
    StudyReport made = made("dm-ipc10", "dm-ipc50");
    PartCorrelation top = new PartCorrelation(36, spearman, 0.86);
    assertThat(StudyText.render(with(made, 12, top, UnaryOperator.identity())))
        .contains(
            "The top 5 % are the 36 best by truth seed 1; they are ranked by the other trainings\n",
            "  dm-ipc10                                   94.0 %  0.76 [0.57, 0.87]\n",
            "  noise ceiling in the top 5 %: 0.86\n");
    PartCorrelation few = new PartCorrelation(7, spearman, 0.86);
    assertThat(StudyText.render(with(made, 12, few, UnaryOperator.identity())))
        .containsPattern("  dm-ipc10 +94\\.0 % +0\\.76\n");
  }

  @Test
  void render_fewerThanEightCandidates_showsNoInterval() throws Exception {
    StudyReport made = made("dm-ipc10", "dm-ipc50");
    String text = StudyText.render(with(made, 7, PartCorrelation.NONE, UnaryOperator.identity()));
    assertThat(text.substring(0, text.indexOf("Verdicts")))
        .doesNotContain("[")
        .contains("  7 candidates are too few for an interval; 8 or more have one\n")
        .containsPattern("  dm-ipc10 +0\\.99 +0\\.94 +1\\.00 ")
        .containsPattern("  dm-ipc10 +parameters +\\+1\\.13 +-\n");
    assertThat(StudyText.render(made)).doesNotContain("too few for an interval");
  }

  @Test
  void render_setOfAMachineThatCannotBeCompared_isMarked() throws Exception {
    StudyReport made = made("dm-ipc10", "dm-ipc50");
    UnaryOperator<Costs> unknown =
        c ->
            new Costs(
                60,
                Double.NaN,
                c.searchSeconds(),
                c.validationSeconds(),
                c.rivalSeconds(),
                c.proxyBytes(),
                c.dataBytes());
    assertThat(StudyText.render(with(made, 12, PartCorrelation.NONE, unknown)))
        .containsPattern("  dm-ipc10 +1 min 0 s .* 7 \\?\n")
        .contains("? condensed on a machine that this one cannot be compared with\n");
    assertThat(StudyText.render(made)).doesNotContain(" ?\n");
  }

  @Test
  void testAccuracy_isThatOfTheChoice() throws Exception {
    StudyReport made = made("dm-ipc10", "dm-ipc50");
    assertThat(made.testAccuracy(made.proxies().get(0).validation().choice())).isEqualTo(0.94);
    assertThat(made.testAccuracy("")).isNaN();
  }

  @Test
  void render_longNames_stayWithinTheWidth() throws Exception {
    String name = "a-name-without-end-".repeat(10);
    assertThat(StudyText.render(made(name + "1", name + "2")).lines())
        .allMatch(line -> line.length() <= TerminalPage.WIDTH)
        .allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void csv_hasALineForEachProxyAndRival() throws Exception {
    List<String> lines = StudyCsv.text(made("dm-ipc10", "a, \"b\"")).lines().toList();
    assertThat(lines).hasSize(1 + 2 * 4);
    assertThat(lines.get(0)).startsWith("proxy,rankedBy,needs,n,spearman,low,high,kendall,");
    assertThat(lines.get(1)).startsWith("dm-ipc10,dm-ipc10,proxy,12,0.9");
    assertThat(lines.get(2)).startsWith("dm-ipc10,random-ipc50,training,12,0.9");
    assertThat(lines.get(5)).startsWith("\"a, \"\"b\"\"\",\"a, \"\"b\"\"\",proxy,12,");
    assertThat(lines).allMatch(line -> !line.contains("NaN"));
    assertThat(lines.subList(0, 5)).allMatch(line -> line.split(",", -1).length == 25);
  }

  @Test
  void candidates_haveEveryScore() throws Exception {
    List<PairedScore> pairs = Reports.made().result().pairs();
    Map<String, List<PairedScore>> byProxy = new LinkedHashMap<>();
    byProxy.put("dm-ipc10", pairs);
    byProxy.put("dm-ipc50", pairs);
    List<String> lines = StudyCandidatesCsv.text(byProxy).lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "architecture,parameters,flops,full,full seed 1,full seed 1 seconds,full seed 2,full"
                + " seed 2 seconds,dm-ipc10,dm-ipc10 seconds,dm-ipc50,dm-ipc50 seconds");
    assertThat(lines).hasSize(1 + pairs.size());
    PairedScore first = pairs.get(0);
    assertThat(lines)
        .contains(
            "%s,%d,%d,%s,%s,10.0,%s,10.0,%s,1.0,%s,1.0"
                .formatted(
                    first.architecture().id(),
                    first.proxy().scores().parameters(),
                    first.proxy().scores().flops(),
                    first.fullAccuracy(),
                    first.trainings().get(0).scores().validationAccuracy(),
                    first.trainings().get(1).scores().validationAccuracy(),
                    first.proxyAccuracy(),
                    first.proxyAccuracy()));
  }

  @Test
  void candidates_fullAsAProxy_hasAColumnOfItsOwn() throws Exception {
    Map<String, List<PairedScore>> full = Map.of("full", Reports.made().result().pairs());
    assertThat(StudyCandidatesCsv.text(full).lines().findFirst().orElseThrow().split(","))
        .endsWith("full as a proxy", "full as a proxy seconds")
        .doesNotHaveDuplicates();
  }

  @Test
  void json_hasTheFieldsOfARun() throws Exception {
    JsonNode study = new ObjectMapper().readTree(ReportJson.toJson(made("dm-ipc10", "dm-ipc50")));
    JsonNode run = new ObjectMapper().readTree(ReportJson.toJson(Reports.made().report()));
    for (String part : List.of("validation", "speedup", "cost", "verdict")) {
      assertThat(study.at("/proxies/1").get(part)).as(part).isEqualTo(run.get(part));
    }
    assertThat(study.at("/proxies/1/proxy/name").textValue()).isEqualTo("dm-ipc50");
    assertThat(study.at("/differences/0/difference/p").doubleValue()).isEqualTo(0.7);
    assertThat(study.get("sample").intValue()).isEqualTo(15);
    assertThat(study.get("n").intValue()).isEqualTo(12);
  }

  private static String resource(String name) throws Exception {
    try (var in = Objects.requireNonNull(StudyReportTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.proxynas.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.proxynas.ProxyNas;
import io.proxynas.nas.ranking.Ranks;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules of docs/architecture.md, checked on the classes of all modules. */
@AnalyzeClasses(packages = "io.proxynas", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureRulesTest {

  @ArchTest
  static final ArchRule modules_follow_the_data =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("engine")
          .definedBy(
              resideInAPackage("io.proxynas.engine..")
                  .and(resideOutsideOfPackage("io.proxynas.engine.nd4j.."))
                  .and(resideOutsideOfPackage("io.proxynas.engine.torch..")))
          .layer("engine-nd4j")
          .definedBy("io.proxynas.engine.nd4j..")
          .layer("engine-torch")
          .definedBy("io.proxynas.engine.torch..")
          .layer("train")
          .definedBy("io.proxynas.train..")
          .layer("model")
          .definedBy("io.proxynas.model..")
          .layer("condense")
          .definedBy("io.proxynas.condense..")
          .layer("nas")
          .definedBy("io.proxynas.nas..")
          .layer("proxy-eval")
          .definedBy("io.proxynas.eval..")
          .layer("front door")
          .definedBy("io.proxynas")
          .layer("experiments")
          .definedBy("io.proxynas.experiments..")
          .layer("nas-arbiter")
          .definedBy("io.proxynas.arbiter..")
          .layer("cli")
          .definedBy("io.proxynas.cli..")
          .whereLayer("engine")
          .mayNotAccessAnyLayer()
          .whereLayer("engine-nd4j")
          .mayOnlyAccessLayers("engine")
          .whereLayer("engine-nd4j")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("engine-torch")
          .mayOnlyAccessLayers("engine")
          .whereLayer("engine-torch")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("train")
          .mayOnlyAccessLayers("engine")
          .whereLayer("model")
          .mayOnlyAccessLayers("engine", "train")
          .whereLayer("condense")
          .mayOnlyAccessLayers("engine", "train")
          .whereLayer("nas")
          .mayOnlyAccessLayers("engine", "train")
          .whereLayer("proxy-eval")
          .mayOnlyAccessLayers("engine", "train", "model", "condense", "nas")
          .whereLayer("front door")
          .mayOnlyAccessLayers("engine", "train", "model", "condense", "nas", "proxy-eval")
          .whereLayer("front door")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("experiments")
          .mayOnlyAccessLayers("engine", "train", "model", "condense", "nas", "proxy-eval")
          .whereLayer("nas-arbiter")
          .mayOnlyAccessLayers("engine", "train", "model", "condense", "nas", "proxy-eval")
          .whereLayer("nas-arbiter")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule every_class_belongs_to_a_module =
      classes()
          .should()
          .resideInAnyPackage(
              "io.proxynas.engine..",
              "io.proxynas.train..",
              "io.proxynas.model..",
              "io.proxynas.condense..",
              "io.proxynas.nas..",
              "io.proxynas.eval..",
              "io.proxynas",
              "io.proxynas.experiments..",
              "io.proxynas.arbiter..",
              "io.proxynas.cli..");

  @ArchTest
  static final ArchRule the_root_package_is_the_front_door =
      classes()
          .that()
          .resideInAPackage("io.proxynas")
          .and()
          .areTopLevelClasses()
          .should()
          .be(ProxyNas.class)
          .orShould()
          .haveSimpleName("package-info");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("io.proxynas.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_are_named_for_what_they_hold =
      noClasses().should().resideInAnyPackage("..util..", "..utils..", "..common..", "..misc..");

  @ArchTest
  static final ArchRule statistics_need_the_jdk_commons_math_and_ranks_only =
      classes()
          .that()
          .resideInAPackage("io.proxynas.eval.stat..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "io.proxynas.eval.stat..",
                      "java..",
                      "org.apache.commons.math3..",
                      "org.jspecify..")
                  .or(type(Ranks.class)));

  @ArchTest
  static final ArchRule bytedeco_is_called_by_back_ends_only =
      noClasses()
          .that(
              resideOutsideOfPackages(
                  "io.proxynas.engine.internal.onednn..", "io.proxynas.engine.torch.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule back_ends_are_found_by_their_providers =
      noClasses()
          .that(resideOutsideOfPackage("io.proxynas.engine.internal.onednn.."))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.proxynas.engine.internal.onednn..");

  @ArchTest
  static final ArchRule jenetics_is_known_to_spaces_and_searches_only =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.proxynas.nas.space..",
              "io.proxynas.nas.search..",
              "io.proxynas.arbiter.generate..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jenetics..");

  @ArchTest
  static final ArchRule libraries_neither_print_nor_exit_nor_sleep =
      noClasses()
          .that(resideOutsideOfPackage("io.proxynas.cli.."))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethodWhere(target(name("printStackTrace")));

  /**
   * Both front doors have the time of day. Arbiter makes the plug-in's objects without arguments
   * and wants the time in its results.
   */
  @ArchTest
  static final ArchRule libraries_are_told_the_time =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.proxynas",
              "io.proxynas.cli..",
              "io.proxynas.arbiter.internal.task..",
              "io.proxynas.arbiter.data..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  @ArchTest
  static final ArchRule randomness_comes_from_the_seed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Random.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random");

  /** But by the class that stands in for Arbiter's deserialiser, and lets few classes pass. */
  @ArchTest
  static final ArchRule nothing_is_deserialised =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.proxynas.arbiter.internal.serde.ValueStream")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class);

  @ArchTest
  static void every_package_is_null_marked(JavaClasses classes) {
    JavaPackage root = classes.getPackage("io.proxynas");
    assertThat(Stream.concat(Stream.of(root), root.getSubpackagesInTree().stream()))
        .filteredOn(javaPackage -> !javaPackage.getClasses().isEmpty())
        .filteredOn(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .as("packages without a @NullMarked package-info.java")
        .isEmpty();
  }
}

package io.proxynas.cli.doctor;

/** The back ends that there are, in this build or in another. */
enum KnownBackEnd {
  ONE_DNN("oneDNN", "every build has it, so a jar is missing: build or unpack ProxyNAS anew"),
  LIBTORCH(
      "libtorch",
      "not in this build; in a checkout, MAVEN_ARGS=-Ptorch ./nas-search doctor builds it for"
          + " processors and Apple's graphics, -Ptorch-gpu for NVIDIA's cards"),
  ND4J("ND4J", "every build has it, so a jar is missing: build or unpack ProxyNAS anew");

  private final String word;
  private final String remedy;

  KnownBackEnd(String word, String remedy) {
    this.word = word;
    this.remedy = remedy;
  }

  /** The name of its provider. */
  String word() {
    return word;
  }

  /** Why it may not be there, and what brings it. */
  String remedy() {
    return remedy;
  }
}

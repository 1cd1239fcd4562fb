package io.proxynas.engine.backend;

/**
 * Something that networks are computed on.
 *
 * @param kind of it
 * @param index among those of its kind, from 0
 * @param name of the model, such as {@code NVIDIA H100 80GB HBM3}
 */
public record Device(Kind kind, int index, String name) {

  /** The processor, whichever it is. */
  public static final Device PROCESSOR = new Device(Kind.CPU, 0, "CPU");

  /** Kinds of devices, in the order in which they are taken: a card before the processor. */
  public enum Kind {
    /** An NVIDIA card. */
    CUDA("cuda", "a build with -Ptorch-gpu computes on NVIDIA's cards (docs/platforms.md)"),
    /** The graphics part of Apple's processors. */
    MPS("mps", "a build with -Ptorch on macOS arm64 computes on Apple's (docs/platforms.md)"),
    /** The processor. */
    CPU("cpu", "a build without -Pcuda computes on the processor (docs/platforms.md)");

    private final String word;
    private final String remedy;

    Kind(String word, String remedy) {
      this.word = word;
      this.remedy = remedy;
    }

    /** As users write it. */
    public String word() {
      return word;
    }

    /** What computes on devices of the kind, for one who has none of it. */
    String remedy() {
      return remedy;
    }
  }

  /** Whether it is not the processor. */
  public boolean isCard() {
    return kind != Kind.CPU;
  }

  /** As users write it, such as {@code cpu} or {@code cuda:1}. */
  public String id() {
    return kind == Kind.CUDA ? kind.word + ":" + index : kind.word;
  }

  /** Such as {@code cuda:1 (NVIDIA H100 80GB HBM3)}, or {@code cpu}. */
  @Override
  public String toString() {
    return isCard() ? id() + " (" + name + ")" : id();
  }
}

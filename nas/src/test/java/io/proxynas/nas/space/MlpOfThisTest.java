package io.proxynas.nas.space;

import java.util.List;

/** A space of a user's own, as a class. */
public final class MlpOfThisTest implements SearchSpaceProvider {

  static SearchSpace of(int width) {
    return new MlpSpace(List.of(1, 2), List.of(width));
  }

  @Override
  public String name() {
    return "of-this-test";
  }

  @Override
  public String description() {
    return "two small networks";
  }

  @Override
  public SearchSpace space(SpaceOptions options) {
    return of(options.number("width", 1, 9));
  }
}

package io.proxynas.nas.search;

import io.proxynas.nas.Objective;
import java.util.List;

class Nsga2Test extends SearchContract {

  @Override
  Search search() {
    return new Nsga2(List.of(Objective.ACCURACY, Objective.PARAMETERS));
  }
}

package io.proxynas.nas.search;

class RegularizedEvolutionTest extends SearchContract {

  @Override
  Search search() {
    return RegularizedEvolution.DEFAULT;
  }
}

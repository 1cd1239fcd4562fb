package io.proxynas.nas.search;

class LocalSearchTest extends SearchContract {

  @Override
  Search search() {
    return LocalSearch.DEFAULT;
  }
}

package io.proxynas.nas.search;

class RandomSearchTest extends SearchContract {

  @Override
  Search search() {
    return new RandomSearch();
  }
}

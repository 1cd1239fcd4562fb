package io.proxynas.engine.nd4j;

import io.proxynas.engine.BackendAgreement;
import io.proxynas.engine.backend.Backend;

class Nd4jAgreementTest extends BackendAgreement {

  @Override
  protected Backend backend() {
    return new Nd4jBackend();
  }
}

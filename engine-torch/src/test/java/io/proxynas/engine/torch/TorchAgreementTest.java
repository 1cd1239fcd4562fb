package io.proxynas.engine.torch;

import io.proxynas.engine.BackendAgreement;
import io.proxynas.engine.backend.Backend;

class TorchAgreementTest extends BackendAgreement {

  @Override
  protected Backend backend() {
    return new TorchBackend(TorchDevice.PROCESSOR);
  }
}

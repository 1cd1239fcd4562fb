package io.proxynas.eval.preset;

import io.proxynas.engine.Worded;
import io.proxynas.engine.architecture.AlexNet;
import io.proxynas.engine.architecture.Architecture;
import io.proxynas.engine.architecture.ConvNet;
import io.proxynas.engine.architecture.ConvNet.Activation;
import io.proxynas.engine.architecture.ConvNet.Normalization;
import io.proxynas.engine.architecture.ConvNet.Pooling;
import io.proxynas.engine.architecture.LeNet;
import io.proxynas.engine.architecture.Mlp;
import io.proxynas.engine.architecture.ResNet18;
import io.proxynas.engine.architecture.ResNet18.Halving;
import io.proxynas.engine.architecture.Vgg11;

/** The networks of the dataset-condensation papers, by the words of the command line. */
public enum StandardNetwork implements Worded {
  CONVNET(convNet(128, Normalization.INSTANCE)),
  CONVNET_BN(convNet(128, Normalization.BATCH)),
  CONVNET_W32(convNet(32, Normalization.INSTANCE)),
  CONVNET_BN_W32(convNet(32, Normalization.BATCH)),
  MLP(new Mlp(128)),
  LENET(new LeNet()),
  ALEXNET(new AlexNet()),
  VGG11(new Vgg11(Normalization.INSTANCE)),
  VGG11_BN(new Vgg11(Normalization.BATCH)),
  RESNET18(new ResNet18(Normalization.INSTANCE, Halving.STRIDE)),
  RESNET18_BN(new ResNet18(Normalization.BATCH, Halving.STRIDE)),
  RESNET18_AP(new ResNet18(Normalization.INSTANCE, Halving.AVERAGE)),
  RESNET18_BN_AP(new ResNet18(Normalization.BATCH, Halving.AVERAGE));

  private final Architecture architecture;

  StandardNetwork(Architecture architecture) {
    this.architecture = architecture;
  }

  private static ConvNet convNet(int width, Normalization normalization) {
    return new ConvNet(3, width, Activation.RELU, normalization, Pooling.AVERAGE);
  }

  /** The network. */
  public Architecture architecture() {
    return architecture;
  }
}

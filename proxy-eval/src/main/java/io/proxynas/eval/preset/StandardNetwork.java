package io.proxynas.eval.preset;

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
public enum StandardNetwork {
  CONVNET("convnet", convNet(128, Normalization.INSTANCE)),
  CONVNET_BN("convnet-bn", convNet(128, Normalization.BATCH)),
  CONVNET_W32("convnet-w32", convNet(32, Normalization.INSTANCE)),
  CONVNET_BN_W32("convnet-bn-w32", convNet(32, Normalization.BATCH)),
  MLP("mlp", new Mlp(128)),
  LENET("lenet", new LeNet()),
  ALEXNET("alexnet", new AlexNet()),
  VGG11("vgg11", new Vgg11(Normalization.INSTANCE)),
  VGG11_BN("vgg11-bn", new Vgg11(Normalization.BATCH)),
  RESNET18("resnet18", new ResNet18(Normalization.INSTANCE, Halving.STRIDE)),
  RESNET18_BN("resnet18-bn", new ResNet18(Normalization.BATCH, Halving.STRIDE)),
  RESNET18_AP("resnet18-ap", new ResNet18(Normalization.INSTANCE, Halving.AVERAGE)),
  RESNET18_BN_AP("resnet18-bn-ap", new ResNet18(Normalization.BATCH, Halving.AVERAGE));

  private final String word;
  private final Architecture architecture;

  StandardNetwork(String word, Architecture architecture) {
    this.word = word;
    this.architecture = architecture;
  }

  private static ConvNet convNet(int width, Normalization normalization) {
    return new ConvNet(3, width, Activation.RELU, normalization, Pooling.AVERAGE);
  }

  /** The word on the command line. */
  public String word() {
    return word;
  }

  /** The network. */
  public Architecture architecture() {
    return architecture;
  }
}

package io.proxynas.train.data.source;

import com.sun.net.httpserver.HttpServer;
import io.proxynas.train.file.Checksum;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A publisher's server on this machine, for as long as it is open. */
final class Publisher implements AutoCloseable {

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  Publisher() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  /** The paths that were asked for, in order. */
  List<String> asked() {
    return asked;
  }

  URI uri(String path) {
    InetSocketAddress address = server.getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort() + path);
  }

  /** Offers a file, and answers with its download. */
  Download offer(String path, byte[] content) {
    server.createContext(
        path,
        exchange -> {
          asked.add(path);
          exchange.sendResponseHeaders(200, content.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(content);
          }
        });
    return new Download(uri(path), Checksum.md5("").of(content));
  }

  /** Sends a client elsewhere. */
  void redirect(String path, String target) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", target);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  /** Promises more than is sent, and then closes or waits. */
  void offerHalf(String path, boolean wait) {
    server.createContext(
        path,
        exchange -> {
          asked.add(path);
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[500]);
          exchange.getResponseBody().flush();
          if (!wait) {
            exchange.close();
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package io.proxynas.eval.internal.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.proxynas.eval.folder.RunReader;
import io.proxynas.eval.internal.page.HtmlPage;
import io.proxynas.eval.progress.RunObserver;
import io.proxynas.eval.report.RunRecord;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page of a run while it goes on, by the JDK's own server. There are two addresses and
 * no third: the page at {@code /}, and its news at {@code /events}. No file of the disk has one.
 */
public final class Dashboard implements AutoCloseable {

  /*
   * A web site in the user's browser may have its own name resolve to this machine (DNS rebinding)
   * and then read the page. Its requests still carry its name in the Host header, so a name is
   * refused unless it is localhost or the one that the server was started with; an address is no
   * name.
   */

  /** Browsers that may listen at a time; each holds a thread. */
  private static final int MOST_LISTENERS = 32;

  /** Threads at a time, of those that listen and of those that fetch the page. */
  static final int MOST_THREADS = MOST_LISTENERS + 16;

  private static final int IDLE_SECONDS = 30;
  private static final long PATIENCE_MILLIS = 2_000;

  /*
   * The server's own limits, which it reads when the first one in the process is made: seconds until
   * a request must have come as a whole, and until a connection without one is closed.
   */
  static {
    limit("sun.net.httpserver.maxReqTime", 10);
    limit("sun.net.httpserver.idleInterval", IDLE_SECONDS);
  }

  private static void limit(String property, int seconds) {
    System.setProperty(property, System.getProperty(property, Integer.toString(seconds)));
  }

  private static final Pattern ADDRESS =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d+)?");

  private final Path folder;
  private final String host;
  private final LiveRun live;
  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Semaphore listeners = new Semaphore(MOST_LISTENERS);

  private Dashboard(Path folder, String host, LiveRun live, HttpServer server) {
    this.folder = folder;
    this.host = host;
    this.live = live;
    this.server = server;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(), // who finds no thread is hung up on
            task -> {
              Thread thread = new Thread(task, "dashboard");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts to serve.
   *
   * @param host to listen on, a name or an address; others reach a loopback address not at all
   * @param port in [0, 65535], where 0 takes any that is free
   * @param begun what is known of the run
   * @param folder of the run, read for what becomes known later
   * @throws IllegalArgumentException if there is no such host or port
   * @throws IOException with one sentence for the user if they cannot be listened on
   */
  public static Dashboard start(String host, int port, RunRecord begun, Path folder)
      throws IOException {
    return start(host, port, new LiveRun(begun), folder);
  }

  /**
   * Refuses what no server can have.
   *
   * @throws IllegalArgumentException if there is no such host or port
   */
  public static void requireUsable(String host, int port) {
    address(host, port);
  }

  static Dashboard start(String host, int port, LiveRun live, Path folder) throws IOException {
    Dashboard dashboard = new Dashboard(folder, host, live, server(address(host, port)));
    dashboard.server.setExecutor(dashboard.threads);
    dashboard.server.createContext("/", dashboard::answer);
    dashboard.server.start();
    return dashboard;
  }

  private static InetSocketAddress address(String host, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "the dashboard's port must be in [0, 65535], but was " + port);
    }
    try {
      if (!host.isBlank()) { // which Java takes for the loopback address
        return new InetSocketAddress(InetAddress.getByName(host), port);
      }
    } catch (UnknownHostException e) {
      // refused below
    }
    throw new IllegalArgumentException(
        "the dashboard's host must be a name or address of this machine, but was \"%s\""
            .formatted(host));
  }

  private static HttpServer server(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new IOException(
          "the dashboard must listen on a free port of this machine, but %s:%d cannot be used (%s); choose another by --dashboard PORT, or 0 for any"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  /** Where the page is. */
  public URI address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + server.getAddress().getPort() + "/");
  }

  /** Whether other machines may reach it. */
  public boolean isOpenToOthers() {
    return !server.getAddress().getAddress().isLoopbackAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      if (!isOurs(exchange.getRequestHeaders().getFirst("Host"))) {
        refuse(exchange, 403, "this name is not served here");
      } else if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(exchange, 405, "only GET and HEAD are answered");
      } else if ("/".equals(path)) {
        page(exchange);
      } else if ("/events".equals(path)) {
        events(exchange);
      } else {
        refuse(exchange, 404, "there is nothing here");
      }
    }
  }

  private boolean isOurs(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String given = header.toLowerCase(Locale.ROOT);
    String name = given.replaceFirst(":\\d+$", "");
    return ADDRESS.matcher(given).matches()
        || name.equals("localhost")
        || name.equals(host.toLowerCase(Locale.ROOT));
  }

  private void page(HttpExchange exchange) throws IOException {
    LiveRun.Moment now = live.now();
    String page = HtmlPage.live(now.soFar(), EventStream.json(now.state()));
    send(exchange, 200, "text/html; charset=utf-8", page);
  }

  private static void refuse(HttpExchange exchange, int code, String sentence) throws IOException {
    send(exchange, code, "text/plain; charset=utf-8", sentence + "\n");
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    headers(exchange, type);
    if (isHead(exchange)) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(code, -1);
    } else {
      exchange.sendResponseHeaders(code, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Whether what GET would be answered is asked for without its content (RFC 9110, 9.3.2). */
  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private static void headers(HttpExchange exchange, String type) {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
  }

  private void events(HttpExchange exchange) throws IOException {
    if (isHead(exchange)) {
      headers(exchange, "text/event-stream");
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    if (!listeners.tryAcquire()) {
      refuse(exchange, 503, "too many are listening");
      return;
    }
    try {
      headers(exchange, "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      new EventStream(live, closed, exchange.getResponseBody()).tell();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      listeners.release();
    }
  }

  /** Hears how the run goes, for everybody who looks. */
  public RunObserver observer() {
    RunObserver reader =
        new RunObserver() {
          @Override
          public void begins(Phase phase) {
            if (phase == Phase.SEARCH) {
              readAgain();
            }
          }
        };
    return reader.and(live);
  }

  /** The journal's header and the picture are there now; without them the page says less. */
  private void readAgain() {
    try {
      live.knows(RunReader.read(folder));
    } catch (IOException | IllegalArgumentException e) {
      live.warns(String.valueOf(e.getMessage()));
    }
  }

  /** Shows everybody who listens the finished page, with what the run's folder holds now. */
  public void ends() throws IOException {
    live.ends(RunReader.read(folder));
  }

  /** Stops to serve, after those who listen have heard the last. Closing twice is harmless. */
  @Override
  public void close() {
    closed.countDown();
    live.changed();
    threads.shutdown();
    boolean interrupted = false;
    try {
      if (!threads.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    server.stop(0);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

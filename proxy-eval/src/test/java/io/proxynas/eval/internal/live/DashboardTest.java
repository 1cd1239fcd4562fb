package io.proxynas.eval.internal.live;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proxynas.eval.progress.RunObserver.Phase;
import io.proxynas.eval.report.RunRecord;
import io.proxynas.eval.report.RunRecords;
import io.proxynas.nas.journal.Journal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By plain sockets: an HTTP client would tidy the addresses up first. */
@Timeout(30)
class DashboardTest {

  private static final String SECRET = "the content of a file";

  @TempDir Path folder;
  private Dashboard dashboard;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("report.json"), SECRET);
    dashboard = start("127.0.0.1", 0);
  }

  private Dashboard start(String host, int port) throws IOException {
    RunRecord begun = RunRecord.begun("live", "nas-search", Map.of("proxy", "dm-ipc2"));
    return Dashboard.start(host, port, new LiveRun(begun, () -> 0), folder); // time stands still
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  private int port() {
    return dashboard.address().getPort();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port());
  }

  private static void send(Socket socket, String... lines) throws IOException {
    socket
        .getOutputStream()
        .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The whole answer to a request. */
  private String answer(String... lines) throws IOException {
    try (Socket socket = connect()) {
      send(socket, lines);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String path) throws IOException {
    return answer("GET " + path + " HTTP/1.1", "Host: localhost:" + port(), "Connection: close");
  }

  @Test
  void root_isThePage() throws IOException {
    assertThat(get("/"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Content-type: text/html; charset=utf-8")
        .containsIgnoringCase("X-Frame-Options: DENY")
        .contains("\"live\":true", "connect-src 'self'", "dm-ipc2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/report.json",
        "/journal.jsonl",
        "/../report.json",
        "/../../../../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/%252e%252e%252fetc%252fpasswd",
        "/..%5c..%5cetc%5cpasswd",
        "//etc/passwd",
        "/etc/passwd",
        "/events/../../../../etc/passwd",
        "/./report.json",
        "/?/report.json/",
        "/index.html",
        "/events/",
        "file:///etc/passwd",
        "/%00",
      })
  void anyOtherPath_reachesNoFile(String path) throws IOException {
    String answer = get(path);

    assertThat(answer).doesNotContain(SECRET, "root:");
    if (!path.startsWith("/?")) {
      assertThat(answer).startsWith("HTTP/1.1 40");
    }
  }

  @Test
  void absolutePathOfAnExistingFile_isNotFound() throws IOException {
    assertThat(get(folder.resolve("report.json").toString())).startsWith("HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example:80#localhost",
        "1.2.3.4@evil.example",
        "",
      })
  void foreignName_isRefused(String host) throws IOException {
    for (String path : new String[] {"/", "/events"}) {
      assertThat(answer("GET " + path + " HTTP/1.1", "Host: " + host, "Connection: close"))
          .startsWith("HTTP/1.1 403")
          .doesNotContain("dm-ipc2");
    }
  }

  @Test
  void noName_isRefused() throws IOException {
    assertThat(answer("GET / HTTP/1.1", "Connection: close")).startsWith("HTTP/1.1 40");
    assertThat(answer("GET / HTTP/1.0")).startsWith("HTTP/1.1 403");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8477", "127.0.0.1:1", "[::1]:8477"})
  void ownName_isServed(String host) throws IOException {
    assertThat(answer("GET / HTTP/1.1", "Host: " + host, "Connection: close"))
        .startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
  void otherMethod_isRefused(String method) throws IOException {
    assertThat(answer(method + " / HTTP/1.1", "Host: localhost", "Connection: close"))
        .startsWith("HTTP/1.1 405")
        .containsIgnoringCase("Allow: GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/events", "/nothing"})
  void head_hasTheHeadersOfGet_andNoContent(String path) throws IOException {
    String answer =
        answer("HEAD " + path + " HTTP/1.1", "Host: localhost:" + port(), "Connection: close");

    assertThat(answer).endsWith("\r\n\r\n").doesNotContain("<html");
    assertThat(answer.lines().findFirst())
        .contains("/nothing".equals(path) ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK");
    if ("/".equals(path)) {
      String page = get("/");
      int length = page.getBytes(StandardCharsets.UTF_8).length - page.indexOf("\r\n\r\n") - 4;
      assertThat(answer).containsIgnoringCase("Content-Length: " + length);
    }
  }

  @Test
  void events_tellWhatHappens_untilTheEnd() throws Exception {
    Files.delete(folder.resolve("report.json"));
    Journal.create(folder, Map.of("proxy", "dm-ipc2")).close();
    dashboard.observer().begins(Phase.SEARCH);
    dashboard.observer().finished(RunRecords.trained("before", 0.5, 10));
    try (Socket socket = connect();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      send(socket, "GET /events HTTP/1.1", "Host: localhost", "Connection: close");

      assertThat(next(in, "run")).contains("before", "\"rank\":1");
      assertThat(next(in, "state")).contains("\"phase\":\"SEARCH\"");
      dashboard.observer().starts(new RunRecords.Named("during"));
      assertThat(next(in, "state")).contains("\"running\":[\"during\"]");
      dashboard.observer().finished(RunRecords.trained("during", 0.6, 10));
      assertThat(next(in, "outcome")).contains("during", "\"full\":false").doesNotContain("before");
      assertThat(next(in, "state")).contains("\"running\":[]");
      dashboard.observer().warns("the disk is nearly full");
      assertThat(next(in, "run")).contains("the disk is nearly full", "before", "during");
      dashboard.ends();
      assertThat(next(in, "end")).contains("this run is not finished");
      assertThat(in.lines()).noneMatch(line -> line.startsWith("event"));
    }
  }

  /** The data of the next event of a kind. */
  private static String next(BufferedReader in, String event) throws IOException {
    String line = in.readLine();
    while (line != null && !line.equals("event: " + event)) {
      line = in.readLine();
    }
    return String.valueOf(in.readLine());
  }

  @Test
  void close_endsTheStreams_andNobodyAnswersAnyMore() throws Exception {
    int port = port();
    try (Socket socket = connect()) {
      send(socket, "GET /events HTTP/1.1", "Host: localhost");
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      next(in, "state");

      dashboard.close();

      assertThat(in.lines()).noneMatch(line -> line.contains("event: end"));
    }
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(ConnectException.class);
    dashboard.close();
  }

  @Test
  void takenPort_saysWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> start("127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "the dashboard must listen on a free port of this machine, but 127.0.0.1:%d cannot be used (Address already in use); choose another by --dashboard PORT, or 0 for any"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void wrongPortOrHost_isRefused() {
    assertThatThrownBy(() -> start("127.0.0.1", 65536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the dashboard's port must be in [0, 65535], but was 65536");
    for (String host : new String[] {"no such host", ""}) {
      assertThatThrownBy(() -> start(host, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the dashboard's host must be a name or address of this machine, but was \"%s\""
                  .formatted(host));
    }
  }

  @Test
  void loopback_isNotOpenToOthers_anyAddressIs() throws IOException {
    assertThat(dashboard.isOpenToOthers()).isFalse();
    try (Dashboard open = start("0.0.0.0", 0)) {
      assertThat(open.isOpenToOthers()).isTrue();
      assertThat(open.address().toString()).startsWith("http://0.0.0.0:");
    }
  }

  /** Each held a thread for as long as it liked. */
  @Test
  void requestsThatNeverEnd_holdNoMoreThreadsThanThereAre() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * Dashboard.MOST_THREADS; i++) {
        Socket socket = connect();
        sockets.add(socket);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
      }

      assertThat(isHungUpOn(sockets.get(sockets.size() - 1))).isTrue();
      assertThat(threads()).isBetween(1L, (long) Dashboard.MOST_THREADS);
      assertThat(isHungUpOn(sockets.get(0))).isTrue(); // its time is over
      assertThat(get("/")).startsWith("HTTP/1.1 200");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static boolean isHungUpOn(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) { // what was sent is thrown away
      return true;
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("dashboard"))
        .count();
  }
}

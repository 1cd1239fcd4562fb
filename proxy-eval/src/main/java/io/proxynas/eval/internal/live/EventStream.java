package io.proxynas.eval.internal.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.proxynas.eval.internal.page.PageData;
import io.proxynas.eval.report.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells one browser of a run by server-sent events (WHATWG HTML, section 9.2): {@code run}, all
 * that is known so far; then {@code outcome} for each outcome and {@code state} for progress; and
 * {@code end} with the finished run. What changes while one is written is told together afterwards,
 * so a slow reader keeps nobody waiting.
 */
final class EventStream {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final long PAUSE_MILLIS = 200;

  private final LiveRun live;
  private final CountDownLatch closed;
  private final OutputStream out;

  /**
   * A stream that nothing was written to.
   *
   * @param closed ends the stream soon
   */
  EventStream(LiveRun live, CountDownLatch closed, OutputStream out) {
    this.live = live;
    this.closed = closed;
    this.out = out;
  }

  /**
   * Tells of the run until it ends.
   *
   * @throws IOException when the reader is gone
   */
  void tell() throws IOException, InterruptedException {
    LiveRun.Moment last = live.now();
    event("run", PageData.of(last.soFar()));
    event("state", json(last.state()));
    out.flush();
    while (last.end().isEmpty()) {
      if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        news(last, live.now());
        return;
      }
      last = news(last, live.after(last.version(), HEARTBEAT));
    }
  }

  private LiveRun.Moment news(LiveRun.Moment last, LiveRun.Moment next) throws IOException {
    if (next.end().isPresent()) {
      event("end", PageData.of(next.end().get()));
    } else if (next.isAnotherRunThan(last)) {
      event("run", PageData.of(next.soFar()));
      event("state", json(next.state()));
    } else if (next.version() > last.version()) {
      for (LiveRun.Told told : next.told().subList(last.told().size(), next.told().size())) {
        event("outcome", json(next.run(), told));
      }
      event("state", json(next.state()));
    } else {
      write(":\n\n"); // a comment, which fails if the reader is gone
    }
    out.flush();
    return next;
  }

  /** How far the run is. */
  static ObjectNode json(LiveRun.State state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    state.phase().ifPresent(phase -> json.put("phase", phase.name()));
    json.put("done", state.done()).put("total", state.total());
    json.putArray("running");
    state.running().forEach(json.withArray("running")::add);
    json.put("elapsed", seconds(state.elapsed()));
    state.left().ifPresent(left -> json.put("left", seconds(left)));
    ObjectNode spent = json.putObject("spent");
    state.spent().forEach((phase, time) -> spent.put(phase.name(), seconds(time)));
    json.put("announced", state.announced());
    return json;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static ObjectNode json(RunRecord run, LiveRun.Told told) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("full", told.full());
    json.set(
        "outcome",
        told.full()
            ? PageData.candidate(told.outcome())
            : PageData.onProxy(run.merit(), told.outcome()));
    return json;
  }

  /** JSON on one line has no line feed that would end the event. */
  private void event(String name, JsonNode data) throws IOException {
    write("event: " + name + "\ndata: " + data + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}

package io.proxynas.train.data.source;

import io.proxynas.engine.Progress;
import io.proxynas.train.data.DataException;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one file over HTTP. The calling thread waits, reports progress, and gives up when it is
 * interrupted or when nothing has come for a minute.
 */
final class HttpFetch {

  private static final int OK = 200;
  private static final int POLL_MILLIS = 200;
  private static final int MAX_IDLE_POLLS = 60_000 / POLL_MILLIS;

  private final URI uri;
  private volatile long total; // bytes

  HttpFetch(URI uri) {
    this.uri = uri;
  }

  /** Writes the body of the answer to a file that exists. */
  void to(Path file, Progress progress) throws InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(HttpRequest.newBuilder(uri).build(), info -> body(info, file));
    try {
      await(answer, file.toFile(), progress);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private BodySubscriber<Path> body(HttpResponse.ResponseInfo info, Path file) {
    if (info.statusCode() != OK) {
      return BodySubscribers.replacing(file);
    }
    total = info.headers().firstValueAsLong("Content-Length").orElse(0);
    return BodySubscribers.ofFile(file);
  }

  private void await(CompletableFuture<HttpResponse<Path>> answer, File file, Progress progress)
      throws InterruptedException, ExecutionException {
    long before = 0;
    for (int idle = 0; idle < MAX_IDLE_POLLS; idle++) {
      try {
        requireOk(answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
        progress.at(file.length(), file.length());
        return;
      } catch (TimeoutException e) {
        long now = file.length();
        idle = now > before ? 0 : idle;
        before = now;
        progress.at(now, Math.max(now, total));
      }
    }
    throw new DataException("%s has sent nothing for a minute".formatted(uri));
  }

  private void requireOk(HttpResponse<Path> answer) {
    if (answer.statusCode() != OK) {
      throw new DataException("%s answers with status %d".formatted(uri, answer.statusCode()));
    }
  }

  private DataException failure(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) {
        return new DataException("the host of %s is not known".formatted(uri), cause);
      }
    }
    if (cause instanceof ConnectException) {
      return new DataException("%s cannot be reached".formatted(uri), cause);
    }
    String reason = cause instanceof IOException e ? DataException.reason(e) : cause.toString();
    return new DataException("%s cannot be fetched: %s".formatted(uri, reason), cause);
  }
}

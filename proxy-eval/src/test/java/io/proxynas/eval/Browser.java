package io.proxynas.eval;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Chromium without a window. Where it is not installed the tests are skipped, unless the
 * environment has {@code PROXYNAS_BROWSER=required}, as continuous integration has.
 */
public final class Browser implements AutoCloseable {

  /** Selenium warns of each Chromium that is newer than itself. */
  private static final Logger LOG = Logger.getLogger("org.openqa.selenium");

  static {
    LOG.setLevel(Level.SEVERE);
  }

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  public static Browser open() {
    Optional<Path> browser = program("chromium", "chromium-browser", "google-chrome");
    Optional<Path> server = program("chromedriver");
    if (browser.isEmpty() || server.isEmpty()) {
      String reason = "needs chromium and chromedriver (Debian: apt install chromium-driver)";
      if ("required".equals(System.getenv("PROXYNAS_BROWSER"))) {
        throw new AssertionError(reason);
      }
      abort(reason);
    }
    return new Browser(new ChromeDriver(service(server.get()), options(browser.get())));
  }

  private static Optional<Path> program(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static ChromeDriverService service(Path server) {
    return new ChromeDriverService.Builder()
        .usingDriverExecutable(server.toFile())
        .usingAnyFreePort()
        .withSilent(true)
        .build();
  }

  private static ChromeOptions options(Path browser) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,1600");
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  /** Opens an address, and forgets what was logged before. */
  public void go(URI address) {
    console();
    requests();
    driver.get(address.toString());
    // What scripts draw is in the document from the next frame on.
    driver.executeAsyncScript(
        "const done = arguments[0];"
            + " requestAnimationFrame(() => requestAnimationFrame(() => done()));");
  }

  /** What the console says, errors and warnings alike. */
  public List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses that were asked for since. */
  public List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> json(entry.getMessage()).path("message"))
        .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
        .map(message -> message.at("/params/request/url").asText())
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public WebElement one(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** Asks the page for its dark or its light colours. */
  public void prefersDark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** Makes the window so wide and high. */
  public void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What makes the page wider than the window: elements that nothing around them scrolls. */
  public List<String> widerThanTheWindow() {
    return texts(
        driver.executeScript(
            "const edge = document.documentElement.clientWidth;"
                + "return document.documentElement.scrollWidth <= edge ? [] :"
                + " [...document.querySelectorAll('body *')]"
                + ".filter(e => e.getBoundingClientRect().right > edge && !e.closest('.scroll'))"
                + ".map(e => e.tagName + ' ' + e.id + ' ' + e.className);"));
  }

  private static List<String> texts(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().map(String::valueOf).toList();
  }

  /** What axe-core, the accessibility checker, finds wrong with the page: rules and elements. */
  public List<String> violations() {
    driver.executeScript(resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"));
    return texts(
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run().then(result => done(result.violations.flatMap(violation =>"
                + " violation.nodes.map(node => violation.id + ' ' + node.target))));"));
  }

  private static String resource(String name) {
    try (InputStream in = Browser.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The visible texts. */
  public List<String> texts(String selector) {
    return all(selector).stream().map(WebElement::getText).toList();
  }

  public String title() {
    return String.valueOf(driver.getTitle());
  }

  @Override
  public void close() {
    driver.quit();
  }
}

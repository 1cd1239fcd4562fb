package io.proxynas.spark.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobFailureTest {

  @Test
  void of_aLostExecutor_isToldByItsReason() {
    JobFailure failure =
        JobFailure.of(
            new RuntimeException(
                "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent"
                    + " failure: Lost task 0.3 in stage 3.0 (TID 12) (h executor 3):"
                    + " ExecutorLostFailure (executor 3 exited caused by one of the running tasks)"
                    + " Reason: Command exited with code 137\nDriver stacktrace:"));
    assertThat(failure).isEqualTo(new JobFailure(true, "Command exited with code 137"));
  }

  @Test
  void of_anythingElse_isItsFirstLine() {
    assertThat(JobFailure.of(new RuntimeException("Task not serializable\n at x")))
        .isEqualTo(new JobFailure(false, "Task not serializable"));
    assertThat(JobFailure.of(new RuntimeException())).isEqualTo(new JobFailure(false, "null"));
  }
}

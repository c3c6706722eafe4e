/* progress.c - done, failed, all, how fast and how long still: one line, on a terminal only. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/batch.h"

/* Seconds between two drawings: as fast as one can read. */
static const double PAUSE = 0.2;

static double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_start(struct progress *progress, const struct options *options)
{
  bool on_terminal = isatty(STDERR_FILENO) && !options->quiet && !options->json_messages;
  *progress = (struct progress){.started = seconds()};
  progress->is_shown =
      options->progress == MOMENT_ALWAYS || (options->progress == MOMENT_AUTO && on_terminal);
}

void progress_wipe(struct progress *progress)
{
  if (progress->width)
    fprintf(stderr, "\r%*s\r", (int)progress->width, "");
  progress->width = 0;
}

void progress_count(struct progress *progress, uint64_t all)
{
  double now = seconds();
  char line[64];
  progress->read++;
  if (!progress->is_shown || (now - progress->drawn < PAUSE && progress->read < all))
    return;
  int len = snprintf(line, sizeof line, "%llu of %llu read", (unsigned long long)progress->read,
                     (unsigned long long)all);
  if (len < 0 || (size_t)len >= sizeof line)
    return;
  progress->drawn = now;
  progress_wipe(progress);
  fwrite(line, 1, (size_t)len, stderr);
  progress->width = (size_t)len;
}

void progress_draw(struct progress *progress, const struct batch_counts *counts)
{
  double now = seconds();
  if (!progress->is_shown)
    return;
  if (!progress->todo) {
    progress->todo = counts->pending;
    progress->started = now;
  }
  if (now - progress->drawn < PAUSE && counts->pending)
    return;
  progress->drawn = now;
  uint64_t worked = progress->todo - counts->pending;
  double rate = now > progress->started ? (double)worked / (now - progress->started) : 0;
  uint64_t left = rate > 0 ? (uint64_t)((double)counts->pending / rate) : 0;
  char line[160];
  int len = snprintf(
      line, sizeof line, "%llu done, %llu failed of %llu; %.0f a second; %llu:%02llu left",
      (unsigned long long)(counts->done + counts->unchanged), (unsigned long long)counts->failed,
      (unsigned long long)(counts->found - counts->ignored), rate, (unsigned long long)(left / 60),
      (unsigned long long)(left % 60));
  if (len < 0 || (size_t)len >= sizeof line)
    return;
  progress_wipe(progress);
  fwrite(line, 1, (size_t)len, stderr);
  progress->width = (size_t)len;
}

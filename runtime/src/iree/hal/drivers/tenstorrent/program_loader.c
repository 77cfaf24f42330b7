// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/program_loader.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "iree/base/threading/mutex.h"
#include "iree/base/threading/notification.h"
#include "iree/base/threading/thread.h"
#include "iree/hal/drivers/tenstorrent/chip.h"
#include "iree/hal/drivers/tenstorrent/program.h"

// More make no module load faster, and each has a stack.
#define IREE_HAL_TENSTORRENT_LOADER_MOST_THREADS 16
// Programs of a module that are waited for when they are loaded, and the pause
// that ends a module.
#define IREE_HAL_TENSTORRENT_LOADER_EAGER_COUNT 8
#define IREE_HAL_TENSTORRENT_LOADER_PAUSE_NS (100ll * 1000 * 1000)
// When a wait begins to show progress, and how often it does.
#define IREE_HAL_TENSTORRENT_PROGRESS_DELAY_MS 2000
#define IREE_HAL_TENSTORRENT_PROGRESS_INTERVAL_MS 250

typedef enum iree_hal_tenstorrent_program_task_state_e {
  IREE_HAL_TENSTORRENT_PROGRAM_TASK_NONE = 0,
  IREE_HAL_TENSTORRENT_PROGRAM_TASK_QUEUED,
  IREE_HAL_TENSTORRENT_PROGRAM_TASK_RUNNING,
  IREE_HAL_TENSTORRENT_PROGRAM_TASK_ENDED,
} iree_hal_tenstorrent_program_task_state_t;

struct iree_hal_tenstorrent_program_loader_t {
  iree_allocator_t host_allocator;
  iree_hal_tenstorrent_chip_t* chip;
  bool shows_progress;
  // Held by the one wait that shows progress.
  iree_atomic_int32_t is_showing;

  iree_notification_t work_notification;
  iree_notification_t ended_notification;
  // Guards all that follows and the states of tasks.
  iree_slim_mutex_t mutex;
  bool is_stopping;
  iree_hal_tenstorrent_program_task_t* head;
  iree_hal_tenstorrent_program_task_t* tail;
  uint32_t running_count;
  // Since the loader was last idle.
  uint32_t started_count;
  uint32_t ended_count;
  // Programs started in one go, and when the last one was started or waited
  // for.
  uint32_t burst_count;
  iree_time_t burst_time;
  uint32_t thread_count;
  iree_thread_t* threads[IREE_HAL_TENSTORRENT_LOADER_MOST_THREADS];
};

static iree_hal_tenstorrent_program_task_state_t
iree_hal_tenstorrent_program_task_state(
    iree_hal_tenstorrent_program_task_t* task) {
  return (iree_hal_tenstorrent_program_task_state_t)iree_atomic_load(
      &task->state, iree_memory_order_acquire);
}

static void iree_hal_tenstorrent_program_task_set_state(
    iree_hal_tenstorrent_program_task_t* task,
    iree_hal_tenstorrent_program_task_state_t state) {
  iree_atomic_store(&task->state, (int32_t)state, iree_memory_order_release);
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

// Takes |task| out of the queue. Call with the lock held.
static void iree_hal_tenstorrent_program_loader_unlink(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_program_task_t* task) {
  iree_hal_tenstorrent_program_task_t* before = NULL;
  iree_hal_tenstorrent_program_task_t* at = loader->head;
  while (at != task) {
    before = at;
    at = at->next;
  }
  if (before) {
    before->next = task->next;
  } else {
    loader->head = task->next;
  }
  if (loader->tail == task) loader->tail = before;
  task->next = NULL;
}

static iree_hal_tenstorrent_program_task_t*
iree_hal_tenstorrent_program_loader_take(
    iree_hal_tenstorrent_program_loader_t* loader) {
  iree_slim_mutex_lock(&loader->mutex);
  iree_hal_tenstorrent_program_task_t* task = loader->head;
  if (task) {
    iree_hal_tenstorrent_program_loader_unlink(loader, task);
    iree_hal_tenstorrent_program_task_set_state(
        task, IREE_HAL_TENSTORRENT_PROGRAM_TASK_RUNNING);
    ++loader->running_count;
  }
  iree_slim_mutex_unlock(&loader->mutex);
  return task;
}

// Counts a task that ended. Call with the lock held.
static void iree_hal_tenstorrent_program_loader_count(
    iree_hal_tenstorrent_program_loader_t* loader) {
  ++loader->ended_count;
  if (loader->head || loader->running_count) return;
  loader->started_count = 0;
  loader->ended_count = 0;
}

static void iree_hal_tenstorrent_program_loader_run(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_program_task_t* task) {
  tt_program_t* program = NULL;
  iree_status_t status = iree_hal_tenstorrent_program_create(
      loader->chip, task->export_def, loader->host_allocator, &program);
  iree_slim_mutex_lock(&loader->mutex);
  task->program = program;
  // Everyone who needs the program gets a clone, which keeps no annotations.
  task->status = iree_status_freeze(status);
  --loader->running_count;
  iree_hal_tenstorrent_program_loader_count(loader);
  // The last access: whoever ends the task may free it now.
  iree_hal_tenstorrent_program_task_set_state(
      task, IREE_HAL_TENSTORRENT_PROGRAM_TASK_ENDED);
  iree_slim_mutex_unlock(&loader->mutex);
  iree_notification_post(&loader->ended_notification, IREE_ALL_WAITERS);
}

static bool iree_hal_tenstorrent_program_loader_has_work(void* arg) {
  iree_hal_tenstorrent_program_loader_t* loader =
      (iree_hal_tenstorrent_program_loader_t*)arg;
  iree_slim_mutex_lock(&loader->mutex);
  const bool has_work = loader->head || loader->is_stopping;
  iree_slim_mutex_unlock(&loader->mutex);
  return has_work;
}

static int iree_hal_tenstorrent_program_loader_main(void* arg) {
  iree_hal_tenstorrent_program_loader_t* loader =
      (iree_hal_tenstorrent_program_loader_t*)arg;
  while (true) {
    iree_notification_await(&loader->work_notification,
                            iree_hal_tenstorrent_program_loader_has_work,
                            loader, iree_infinite_timeout());
    iree_hal_tenstorrent_program_task_t* task =
        iree_hal_tenstorrent_program_loader_take(loader);
    if (task) {
      iree_hal_tenstorrent_program_loader_run(loader, task);
      continue;
    }
    iree_slim_mutex_lock(&loader->mutex);
    const bool is_stopping = loader->is_stopping;
    iree_slim_mutex_unlock(&loader->mutex);
    if (is_stopping) break;
  }
  return 0;
}

// Starts a thread if there is more work than threads. Call with the lock held.
// Fails only if there is no thread at all.
static iree_status_t iree_hal_tenstorrent_program_loader_grow(
    iree_hal_tenstorrent_program_loader_t* loader) {
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  const uint32_t most =
      iree_min((uint32_t)iree_max(processors, 1L),
               (uint32_t)IREE_HAL_TENSTORRENT_LOADER_MOST_THREADS);
  const uint32_t busy = loader->started_count - loader->ended_count;
  if (loader->thread_count >= iree_min(most, busy)) return iree_ok_status();
  const iree_thread_create_params_t params = {
      .name = IREE_SV("tt-loader"),
  };
  iree_status_t status = iree_thread_create(
      iree_hal_tenstorrent_program_loader_main, loader, params,
      loader->host_allocator, &loader->threads[loader->thread_count]);
  if (iree_status_is_ok(status)) {
    ++loader->thread_count;
  } else if (loader->thread_count > 0) {
    iree_status_free(status);
    status = iree_ok_status();
  }
  return status;
}

//===----------------------------------------------------------------------===//
// Waiting
//===----------------------------------------------------------------------===//

static bool iree_hal_tenstorrent_program_task_has_ended(void* arg) {
  return iree_hal_tenstorrent_program_task_state(
             (iree_hal_tenstorrent_program_task_t*)arg) ==
         IREE_HAL_TENSTORRENT_PROGRAM_TASK_ENDED;
}

static void iree_hal_tenstorrent_program_loader_show(
    iree_hal_tenstorrent_program_loader_t* loader) {
  iree_slim_mutex_lock(&loader->mutex);
  const uint32_t ended_count = loader->ended_count;
  const uint32_t started_count = loader->started_count;
  iree_slim_mutex_unlock(&loader->mutex);
  fprintf(stderr, "\rtenstorrent: compiling kernels, %u of %u dispatches ready",
          ended_count, started_count);
  fflush(stderr);
}

// Waits for |task|, showing progress if that takes long.
static void iree_hal_tenstorrent_program_loader_wait(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_program_task_t* task) {
  int32_t expected = 0;
  if (loader->shows_progress &&
      iree_atomic_compare_exchange_strong(&loader->is_showing, &expected, 1,
                                          iree_memory_order_acq_rel,
                                          iree_memory_order_relaxed)) {
    bool is_shown = false;
    while (!iree_notification_await(
        &loader->ended_notification,
        iree_hal_tenstorrent_program_task_has_ended, task,
        iree_make_timeout_ms(is_shown
                                 ? IREE_HAL_TENSTORRENT_PROGRESS_INTERVAL_MS
                                 : IREE_HAL_TENSTORRENT_PROGRESS_DELAY_MS))) {
      iree_hal_tenstorrent_program_loader_show(loader);
      is_shown = true;
    }
    if (is_shown) fputs("\r\033[K", stderr);
    iree_atomic_store(&loader->is_showing, 0, iree_memory_order_release);
    return;
  }
  iree_notification_await(&loader->ended_notification,
                          iree_hal_tenstorrent_program_task_has_ended, task,
                          iree_infinite_timeout());
}

bool iree_hal_tenstorrent_program_loader_is_eager(
    iree_hal_tenstorrent_program_loader_t* loader) {
  iree_slim_mutex_lock(&loader->mutex);
  const bool is_eager =
      loader->burst_count <= IREE_HAL_TENSTORRENT_LOADER_EAGER_COUNT;
  iree_slim_mutex_unlock(&loader->mutex);
  return is_eager;
}

iree_status_t iree_hal_tenstorrent_program_loader_await(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_program_task_t* task, tt_program_t** out_program) {
  *out_program = NULL;
  if (IREE_UNLIKELY(!iree_hal_tenstorrent_program_task_has_ended(task))) {
    iree_slim_mutex_lock(&loader->mutex);
    if (iree_hal_tenstorrent_program_task_state(task) ==
        IREE_HAL_TENSTORRENT_PROGRAM_TASK_QUEUED) {
      // Before what nobody waits for.
      iree_hal_tenstorrent_program_loader_unlink(loader, task);
      task->next = loader->head;
      loader->head = task;
      if (!loader->tail) loader->tail = task;
    }
    iree_slim_mutex_unlock(&loader->mutex);
    iree_hal_tenstorrent_program_loader_wait(loader, task);
    iree_slim_mutex_lock(&loader->mutex);
    loader->burst_time = iree_time_now();
    iree_slim_mutex_unlock(&loader->mutex);
  }
  if (IREE_UNLIKELY(!iree_status_is_ok(task->status))) {
    return iree_status_clone(task->status);
  }
  *out_program = task->program;
  return iree_ok_status();
}

//===----------------------------------------------------------------------===//
// iree_hal_tenstorrent_program_loader_t
//===----------------------------------------------------------------------===//

iree_status_t iree_hal_tenstorrent_program_loader_create(
    iree_hal_tenstorrent_chip_t* chip, bool is_quiet,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_program_loader_t** out_loader) {
  *out_loader = NULL;
  iree_hal_tenstorrent_program_loader_t* loader = NULL;
  IREE_RETURN_IF_ERROR(
      iree_allocator_malloc(host_allocator, sizeof(*loader), (void**)&loader));
  loader->host_allocator = host_allocator;
  loader->chip = chip;
  loader->shows_progress = !is_quiet && isatty(STDERR_FILENO);
  iree_slim_mutex_initialize(&loader->mutex);
  iree_notification_initialize(&loader->work_notification);
  iree_notification_initialize(&loader->ended_notification);
  *out_loader = loader;
  return iree_ok_status();
}

void iree_hal_tenstorrent_program_loader_destroy(
    iree_hal_tenstorrent_program_loader_t* loader) {
  if (!loader) return;
  iree_slim_mutex_lock(&loader->mutex);
  loader->is_stopping = true;
  iree_slim_mutex_unlock(&loader->mutex);
  iree_notification_post(&loader->work_notification, IREE_ALL_WAITERS);
  for (uint32_t i = 0; i < loader->thread_count; ++i) {
    iree_thread_join(loader->threads[i]);
    iree_thread_release(loader->threads[i]);
  }
  iree_notification_deinitialize(&loader->ended_notification);
  iree_notification_deinitialize(&loader->work_notification);
  iree_slim_mutex_deinitialize(&loader->mutex);
  iree_allocator_free(loader->host_allocator, loader);
}

iree_status_t iree_hal_tenstorrent_program_loader_start(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_ExportDef_table_t export_def,
    iree_hal_tenstorrent_program_task_t* task) {
  memset(task, 0, sizeof(*task));
  task->export_def = export_def;
  iree_slim_mutex_lock(&loader->mutex);
  ++loader->started_count;
  const iree_time_t now = iree_time_now();
  if (now - loader->burst_time > IREE_HAL_TENSTORRENT_LOADER_PAUSE_NS) {
    loader->burst_count = 0;
  }
  ++loader->burst_count;
  loader->burst_time = now;
  iree_status_t status = iree_hal_tenstorrent_program_loader_grow(loader);
  if (iree_status_is_ok(status)) {
    iree_hal_tenstorrent_program_task_set_state(
        task, IREE_HAL_TENSTORRENT_PROGRAM_TASK_QUEUED);
    if (loader->tail) {
      loader->tail->next = task;
    } else {
      loader->head = task;
    }
    loader->tail = task;
  } else {
    --loader->started_count;
  }
  iree_slim_mutex_unlock(&loader->mutex);
  iree_notification_post(&loader->work_notification, 1);
  return status;
}

void iree_hal_tenstorrent_program_loader_end(
    iree_hal_tenstorrent_program_loader_t* loader,
    iree_hal_tenstorrent_program_task_t* task) {
  if (iree_hal_tenstorrent_program_task_state(task) ==
      IREE_HAL_TENSTORRENT_PROGRAM_TASK_NONE) {
    return;
  }
  iree_slim_mutex_lock(&loader->mutex);
  const bool is_queued = iree_hal_tenstorrent_program_task_state(task) ==
                         IREE_HAL_TENSTORRENT_PROGRAM_TASK_QUEUED;
  if (is_queued) {
    iree_hal_tenstorrent_program_loader_unlink(loader, task);
    iree_hal_tenstorrent_program_loader_count(loader);
  }
  iree_slim_mutex_unlock(&loader->mutex);
  if (!is_queued) {
    iree_notification_await(&loader->ended_notification,
                            iree_hal_tenstorrent_program_task_has_ended, task,
                            iree_infinite_timeout());
  }
  if (task->program) loader->chip->api->program_destroy(task->program);
  iree_status_free(task->status);
  memset(task, 0, sizeof(*task));
}

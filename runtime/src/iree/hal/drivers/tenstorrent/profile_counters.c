// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/profile_counters.h"

#include <stddef.h>
#include <string.h>

#include "iree/base/threading/mutex.h"

// A counter that can be asked for.
typedef struct iree_hal_tenstorrent_counter_info_t {
  const char* name;
  const char* block;
  const char* description;
  iree_hal_profile_counter_unit_t unit;
  // Of the uint64_t in tt_counters_t.
  size_t offset;
} iree_hal_tenstorrent_counter_info_t;

static const iree_hal_tenstorrent_counter_info_t
    iree_hal_tenstorrent_counter_infos[] = {
        {"cores_used", "device", "Cores that the dispatch ran on.",
         IREE_HAL_PROFILE_COUNTER_UNIT_COUNT,
         offsetof(tt_counters_t, cores_used)},
        {"device_ns", "device", "Modelled or measured device time.",
         IREE_HAL_PROFILE_COUNTER_UNIT_NONE,
         offsetof(tt_counters_t, modeled_device_ns)},
        {"dram_read_bytes", "dram", "Bytes that kernels read from DRAM.",
         IREE_HAL_PROFILE_COUNTER_UNIT_BYTES,
         offsetof(tt_counters_t, dram_read_bytes)},
        {"dram_write_bytes", "dram", "Bytes that kernels wrote to DRAM.",
         IREE_HAL_PROFILE_COUNTER_UNIT_BYTES,
         offsetof(tt_counters_t, dram_write_bytes)},
        {"noc_read_bytes", "noc", "Bytes of all NoC reads.",
         IREE_HAL_PROFILE_COUNTER_UNIT_BYTES,
         offsetof(tt_counters_t, noc_read_bytes)},
        {"noc_write_bytes", "noc", "Bytes of all NoC writes.",
         IREE_HAL_PROFILE_COUNTER_UNIT_BYTES,
         offsetof(tt_counters_t, noc_write_bytes)},
        {"noc_transactions", "noc", "NoC reads and writes.",
         IREE_HAL_PROFILE_COUNTER_UNIT_COUNT,
         offsetof(tt_counters_t, noc_transactions)},
        {"fpu_tile_ops", "tensix", "Tile operations of the FPU.",
         IREE_HAL_PROFILE_COUNTER_UNIT_COUNT,
         offsetof(tt_counters_t, fpu_tile_ops)},
        {"sfpu_tile_ops", "tensix", "Tile operations of the SFPU.",
         IREE_HAL_PROFILE_COUNTER_UNIT_COUNT,
         offsetof(tt_counters_t, sfpu_tile_ops)},
        {"pack_tile_ops", "tensix", "Tiles packed.",
         IREE_HAL_PROFILE_COUNTER_UNIT_COUNT,
         offsetof(tt_counters_t, pack_tile_ops)},
        {"unpack_tile_ops", "tensix", "Tiles unpacked.",
         IREE_HAL_PROFILE_COUNTER_UNIT_COUNT,
         offsetof(tt_counters_t, unpack_tile_ops)},
};
#define IREE_HAL_TENSTORRENT_COUNTER_COUNT \
  IREE_ARRAYSIZE(iree_hal_tenstorrent_counter_infos)

// What one selection of the session resolved to.
typedef struct iree_hal_tenstorrent_counter_set_t {
  uint64_t id;
  uint32_t counter_count;
  uint8_t counters[IREE_HAL_TENSTORRENT_COUNTER_COUNT];
} iree_hal_tenstorrent_counter_set_t;

struct iree_hal_tenstorrent_profile_counters_t {
  iree_allocator_t host_allocator;
  iree_hal_profile_sink_t* sink;
  iree_string_view_t name;
  uint64_t session_id;
  uint32_t device_ordinal;

  // Guards the samples.
  iree_slim_mutex_t mutex;
  uint64_t next_sample_id;
  iree_host_size_t sample_length;
  iree_host_size_t sample_capacity;
  uint8_t* samples;

  iree_host_size_t set_count;
  // The name follows.
  iree_hal_tenstorrent_counter_set_t sets[];
};

static iree_status_t iree_hal_tenstorrent_profile_counters_write(
    iree_hal_tenstorrent_profile_counters_t* counters,
    iree_string_view_t content_type, iree_host_size_t iovec_count,
    const iree_const_byte_span_t* iovecs) {
  iree_hal_profile_chunk_metadata_t metadata =
      iree_hal_profile_chunk_metadata_default();
  metadata.content_type = content_type;
  metadata.name = counters->name;
  metadata.session_id = counters->session_id;
  metadata.physical_device_ordinal = counters->device_ordinal;
  return iree_hal_profile_sink_write(counters->sink, &metadata, iovec_count,
                                     iovecs);
}

// Adds the counters that |pattern| matches to |set|.
static iree_status_t iree_hal_tenstorrent_counter_set_add(
    iree_hal_tenstorrent_counter_set_t* set, iree_string_view_t pattern) {
  bool is_known = false;
  for (uint8_t i = 0; i < IREE_HAL_TENSTORRENT_COUNTER_COUNT; ++i) {
    if (!iree_string_view_match_pattern(
            iree_make_cstring_view(iree_hal_tenstorrent_counter_infos[i].name),
            pattern)) {
      continue;
    }
    is_known = true;
    if (!memchr(set->counters, i, set->counter_count)) {
      set->counters[set->counter_count++] = i;
    }
  }
  if (is_known) return iree_ok_status();
  iree_status_t status = iree_make_status(IREE_STATUS_INVALID_ARGUMENT,
                                          "there is no counter '%.*s'",
                                          (int)pattern.size, pattern.data);
  for (uint8_t i = 0; i < IREE_HAL_TENSTORRENT_COUNTER_COUNT; ++i) {
    status = iree_status_annotate_f(status, "known: %s",
                                    iree_hal_tenstorrent_counter_infos[i].name);
  }
  return status;
}

// Tells the sink what |set|, called |name|, consists of.
static iree_status_t iree_hal_tenstorrent_profile_counters_describe(
    iree_hal_tenstorrent_profile_counters_t* counters,
    const iree_hal_tenstorrent_counter_set_t* set, iree_string_view_t name) {
  iree_hal_profile_counter_set_record_t set_record =
      iree_hal_profile_counter_set_record_default();
  set_record.record_length = (uint32_t)(sizeof(set_record) + name.size);
  set_record.counter_set_id = set->id;
  set_record.physical_device_ordinal = counters->device_ordinal;
  set_record.counter_count = set->counter_count;
  set_record.sample_value_count = set->counter_count;
  set_record.name_length = (uint32_t)name.size;
  const iree_const_byte_span_t set_iovecs[] = {
      iree_make_const_byte_span(&set_record, sizeof(set_record)),
      iree_make_const_byte_span(name.data, name.size),
  };
  IREE_RETURN_IF_ERROR(iree_hal_tenstorrent_profile_counters_write(
      counters, IREE_HAL_PROFILE_CONTENT_TYPE_COUNTER_SETS,
      IREE_ARRAYSIZE(set_iovecs), set_iovecs));

  iree_hal_profile_counter_record_t records[IREE_HAL_TENSTORRENT_COUNTER_COUNT];
  iree_const_byte_span_t iovecs[4 * IREE_HAL_TENSTORRENT_COUNTER_COUNT];
  iree_host_size_t iovec_count = 0;
  for (uint32_t i = 0; i < set->counter_count; ++i) {
    const iree_hal_tenstorrent_counter_info_t* info =
        &iree_hal_tenstorrent_counter_infos[set->counters[i]];
    const iree_string_view_t texts[] = {
        iree_make_cstring_view(info->block),
        iree_make_cstring_view(info->name),
        iree_make_cstring_view(info->description),
    };
    iree_hal_profile_counter_record_t* record = &records[i];
    *record = iree_hal_profile_counter_record_default();
    record->record_length = (uint32_t)(sizeof(*record) + texts[0].size +
                                       texts[1].size + texts[2].size);
    record->flags = IREE_HAL_PROFILE_COUNTER_FLAG_RAW;
    record->unit = info->unit;
    record->physical_device_ordinal = counters->device_ordinal;
    record->counter_set_id = set->id;
    record->counter_ordinal = i;
    record->sample_value_offset = i;
    record->sample_value_count = 1;
    record->block_name_length = (uint32_t)texts[0].size;
    record->name_length = (uint32_t)texts[1].size;
    record->description_length = (uint32_t)texts[2].size;
    iovecs[iovec_count++] = iree_make_const_byte_span(record, sizeof(*record));
    for (iree_host_size_t j = 0; j < IREE_ARRAYSIZE(texts); ++j) {
      iovecs[iovec_count++] =
          iree_make_const_byte_span(texts[j].data, texts[j].size);
    }
  }
  return iree_hal_tenstorrent_profile_counters_write(
      counters, IREE_HAL_PROFILE_CONTENT_TYPE_COUNTERS, iovec_count, iovecs);
}

iree_status_t iree_hal_tenstorrent_profile_counters_create(
    const iree_hal_device_profiling_options_t* options, iree_string_view_t name,
    uint64_t session_id, uint32_t device_ordinal,
    iree_allocator_t host_allocator,
    iree_hal_tenstorrent_profile_counters_t** out_counters) {
  *out_counters = NULL;
  iree_hal_tenstorrent_profile_counters_t* counters = NULL;
  IREE_RETURN_IF_ERROR(iree_allocator_malloc(
      host_allocator,
      sizeof(*counters) +
          options->counter_set_count * sizeof(counters->sets[0]) + name.size,
      (void**)&counters));
  counters->host_allocator = host_allocator;
  counters->sink = options->sink;
  iree_hal_profile_sink_retain(counters->sink);
  counters->session_id = session_id;
  counters->device_ordinal = device_ordinal;
  counters->next_sample_id = 1;
  iree_slim_mutex_initialize(&counters->mutex);
  counters->set_count = options->counter_set_count;
  iree_string_view_append_to_buffer(
      name, &counters->name, (char*)&counters->sets[counters->set_count]);

  iree_status_t status = iree_ok_status();
  for (iree_host_size_t i = 0;
       i < counters->set_count && iree_status_is_ok(status); ++i) {
    const iree_hal_profile_counter_set_selection_t* selection =
        &options->counter_sets[i];
    iree_hal_tenstorrent_counter_set_t* set = &counters->sets[i];
    set->id = i + 1;
    for (iree_host_size_t j = 0;
         j < selection->counter_name_count && iree_status_is_ok(status); ++j) {
      status = iree_hal_tenstorrent_counter_set_add(
          set, selection->counter_names[j]);
    }
    if (iree_status_is_ok(status)) {
      status = iree_hal_tenstorrent_profile_counters_describe(counters, set,
                                                              selection->name);
    }
  }
  if (iree_status_is_ok(status)) {
    *out_counters = counters;
  } else {
    iree_hal_tenstorrent_profile_counters_destroy(counters);
  }
  return status;
}

void iree_hal_tenstorrent_profile_counters_destroy(
    iree_hal_tenstorrent_profile_counters_t* counters) {
  if (!counters) return;
  iree_allocator_t host_allocator = counters->host_allocator;
  iree_hal_profile_sink_release(counters->sink);
  iree_slim_mutex_deinitialize(&counters->mutex);
  iree_allocator_free(host_allocator, counters->samples);
  iree_allocator_free(host_allocator, counters);
}

iree_status_t iree_hal_tenstorrent_profile_counters_append(
    iree_hal_tenstorrent_profile_counters_t* counters,
    const iree_hal_profile_counter_sample_record_t* dispatch,
    const tt_counters_t* values) {
  if (!counters) return iree_ok_status();
  iree_status_t status = iree_ok_status();
  iree_slim_mutex_lock(&counters->mutex);
  for (iree_host_size_t i = 0;
       i < counters->set_count && iree_status_is_ok(status); ++i) {
    const iree_hal_tenstorrent_counter_set_t* set = &counters->sets[i];
    const iree_host_size_t length =
        sizeof(*dispatch) + set->counter_count * sizeof(uint64_t);
    if (counters->sample_length + length > counters->sample_capacity) {
      status = iree_allocator_grow_array(
          counters->host_allocator, counters->sample_length + length,
          /*element_size=*/1, &counters->sample_capacity,
          (void**)&counters->samples);
      if (!iree_status_is_ok(status)) break;
    }
    iree_hal_profile_counter_sample_record_t record = *dispatch;
    record.record_length = (uint32_t)length;
    record.scope = IREE_HAL_PROFILE_COUNTER_SAMPLE_SCOPE_DISPATCH;
    record.sample_id = counters->next_sample_id++;
    record.counter_set_id = set->id;
    record.sample_value_count = set->counter_count;
    uint8_t* target = counters->samples + counters->sample_length;
    memcpy(target, &record, sizeof(record));
    target += sizeof(record);
    for (uint32_t j = 0; j < set->counter_count; ++j) {
      memcpy(target,
             (const uint8_t*)values +
                 iree_hal_tenstorrent_counter_infos[set->counters[j]].offset,
             sizeof(uint64_t));
      target += sizeof(uint64_t);
    }
    counters->sample_length += length;
  }
  iree_slim_mutex_unlock(&counters->mutex);
  return status;
}

iree_status_t iree_hal_tenstorrent_profile_counters_flush(
    iree_hal_tenstorrent_profile_counters_t* counters) {
  if (!counters) return iree_ok_status();
  // The samples are written without the lock, as sinks may block.
  iree_slim_mutex_lock(&counters->mutex);
  uint8_t* samples = counters->samples;
  const iree_host_size_t length = counters->sample_length;
  counters->samples = NULL;
  counters->sample_length = 0;
  counters->sample_capacity = 0;
  iree_slim_mutex_unlock(&counters->mutex);
  iree_status_t status = iree_ok_status();
  if (length > 0) {
    const iree_const_byte_span_t iovec =
        iree_make_const_byte_span(samples, length);
    status = iree_hal_tenstorrent_profile_counters_write(
        counters, IREE_HAL_PROFILE_CONTENT_TYPE_COUNTER_SAMPLES, 1, &iovec);
  }
  iree_allocator_free(counters->host_allocator, samples);
  return status;
}

// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The narrow C ABI between the HAL driver and what runs its programs: the
// built-in emulated device or tt-metal on a card. Plain C, no IREE types, so
// that a device library can be a separate shared object.
//
// Errors: every call that can fail returns a tt_status_t and, where it is not
// TT_STATUS_OK, fills `*error` (never NULL) with a message that names the
// core, the kernel and the circular buffer where these are known. A failed
// call leaves the device usable.
//
// Threads: every function may be called from any thread. Calls on one device
// are ordered only where the description says so.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TT_DEVICE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TT_DEVICE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

#define TT_DEVICE_ABI_VERSION 4u
#define TT_MAX_CIRCULAR_BUFFERS 32u
#define TT_MAX_SEMAPHORES 16u
// Unique plus common runtime arguments of one kernel, in 32-bit words.
#define TT_MAX_RUNTIME_ARGS 341u

// Values are those of iree_status_code_t.
typedef enum tt_status_e {
  TT_STATUS_OK = 0,
  TT_STATUS_INVALID_ARGUMENT = 3,
  TT_STATUS_DEADLINE_EXCEEDED = 4,
  TT_STATUS_NOT_FOUND = 5,
  TT_STATUS_PERMISSION_DENIED = 7,
  TT_STATUS_RESOURCE_EXHAUSTED = 8,
  TT_STATUS_FAILED_PRECONDITION = 9,
  TT_STATUS_ABORTED = 10,
  TT_STATUS_OUT_OF_RANGE = 11,
  TT_STATUS_UNIMPLEMENTED = 12,
  TT_STATUS_INTERNAL = 13,
  TT_STATUS_UNAVAILABLE = 14,
  TT_STATUS_DATA_LOSS = 15,
} tt_status_t;

// Filled by a failing call; `message` is NUL-terminated and may have lines.
typedef struct tt_error_t {
  char message[8192];
} tt_error_t;

typedef enum tt_arch_e {
  TT_ARCH_DEFAULT = 0,
  TT_ARCH_WORMHOLE_B0 = 1,
  TT_ARCH_BLACKHOLE = 2,
} tt_arch_t;

// Generations of tt-metal's kernel API, as bits. Bit i is value i of `MetalApi`
// in tenstorrent_executable_def.fbs.
typedef enum tt_metal_api_bits_e {
  TT_METAL_API_V0_65 = 1u << 0,
  TT_METAL_API_V0_81 = 1u << 1,
} tt_metal_api_bits_t;

typedef struct tt_device_t tt_device_t;
typedef struct tt_program_t tt_program_t;

// How to open a device. Zeroes are the library's defaults.
typedef struct tt_device_options_t {
  tt_arch_t arch;
  // Worker grid; 0 x 0 is the product's (P100A: 12 x 10).
  uint32_t grid_x;
  uint32_t grid_y;
  // Most bytes of DRAM to use; 0 is all of it.
  uint64_t dram_size;
  // Directory for compiled kernels; NULL is IREE_TENSTORRENT_CACHE_DIR or else
  // the user's cache directory. Borrowed for the call.
  const char* cache_dir;
  // Most bytes that the directory may hold; 0 is the default (1 GiB).
  uint64_t cache_size;
  // Host compiler for the emulated device; NULL is IREE_TENSTORRENT_CXX or
  // else the first of c++, g++, clang++ on PATH. Borrowed for the call.
  const char* host_compiler;
  // Host threads of the emulated device; 0 is one per host processor.
  uint32_t host_threads;
} tt_device_options_t;

// What a device is. All sizes in bytes.
typedef struct tt_device_info_t {
  char name[64];     // "P100A"
  char library[32];  // "emulator" or "metalium"
  char version[64];  // of the library
  tt_arch_t arch;
  uint32_t grid_x;
  uint32_t grid_y;
  uint32_t worker_count;
  uint64_t l1_size;       // of each worker
  uint64_t l1_available;  // for circular buffers
  uint32_t l1_alignment;
  uint32_t dram_bank_count;
  uint64_t dram_bank_size;
  uint32_t dram_read_alignment;
  uint32_t dram_write_alignment;
  uint32_t dram_arena_base;  // bank address where the arena begins
  uint32_t dram_page_size;   // of the arena's interleaving
  uint64_t dram_arena_size;  // over all banks
  uint32_t noc_max_burst;
  uint64_t clock_hz;
  uint32_t metal_apis;  // tt_metal_api_bits_t of the kernels that it takes
} tt_device_info_t;

typedef enum tt_kernel_role_e {
  TT_KERNEL_ROLE_READER = 0,  // RISCV_1, NOC_0
  TT_KERNEL_ROLE_COMPUTE = 1,
  TT_KERNEL_ROLE_WRITER = 2,  // RISCV_0, NOC_1
} tt_kernel_role_t;

typedef struct tt_string_view_t {
  const char* data;
  size_t size;
} tt_string_view_t;

typedef struct tt_kernel_define_t {
  tt_string_view_t name;
  tt_string_view_t value;
} tt_kernel_define_t;

// Inclusive range of linear core indices (y * grid_x + x).
typedef struct tt_core_range_t {
  uint32_t start;
  uint32_t end;
} tt_core_range_t;

typedef struct tt_kernel_desc_t {
  tt_string_view_t name;
  tt_kernel_role_t role;
  tt_string_view_t source;
  const uint32_t* compile_time_args;
  size_t compile_time_arg_count;
  const tt_kernel_define_t* defines;
  size_t define_count;
  const tt_core_range_t* core_ranges;  // none: every core of the launch
  size_t core_range_count;
  int8_t noc;  // -1: the role's default
} tt_kernel_desc_t;

typedef struct tt_circular_buffer_desc_t {
  uint8_t index;
  uint8_t format;               // tt::DataFormat
  uint8_t unpack_to_dest_mode;  // 0 default, 1 UnpackToDestFp32
  uint32_t page_size;
  uint32_t page_count;
} tt_circular_buffer_desc_t;

typedef struct tt_program_desc_t {
  tt_string_view_t name;  // of the export, for diagnostics
  const tt_kernel_desc_t* kernels;
  size_t kernel_count;
  const tt_circular_buffer_desc_t* circular_buffers;
  size_t circular_buffer_count;
  const uint32_t* semaphore_initial_values;
  size_t semaphore_count;
  uint8_t math_fidelity;  // 0 LoFi, 2 HiFi2, 3 HiFi3, 4 HiFi4
  bool fp32_dest_acc_en;
  bool dst_full_sync_en;
  bool math_approx_mode;
} tt_program_desc_t;

// Runtime arguments of one kernel in one launch.
typedef struct tt_kernel_args_t {
  // get_arg_val: `unique_count` words for each core, core after core.
  const uint32_t* unique;
  size_t unique_count;
  // get_common_arg_val: the same for every core.
  const uint32_t* common;
  size_t common_count;
} tt_kernel_args_t;

// What one kernel did on one core in one launch.
typedef struct tt_kernel_span_t {
  uint32_t core;    // linear index of the worker that it ran on
  uint32_t kernel;  // index in the program
  tt_kernel_role_t role;
  // On the clock of tt_counters_t::device_start_ns.
  uint64_t start_ns;
  uint64_t end_ns;
  uint64_t dram_read_bytes;
  uint64_t dram_write_bytes;
  uint64_t noc_read_bytes;  // DRAM included
  uint64_t noc_write_bytes;
  uint64_t noc_transactions;
  uint64_t fpu_tile_ops;
  uint64_t sfpu_tile_ops;
  uint64_t pack_tile_ops;
  uint64_t unpack_tile_ops;
} tt_kernel_span_t;

// Called once before the completion of a launch that did not fail, with the
// same user data; `spans` is borrowed. Must not block.
typedef void (*tt_spans_fn_t)(void* user_data, const tt_kernel_span_t* spans,
                              size_t count);

typedef struct tt_launch_t {
  // Kernels of a program with semaphores or core ranges run on workers
  // 0 .. core_count - 1, all at the same time. Those of others do not know of
  // each other and run on any workers, each with its own unique arguments.
  uint32_t core_count;
  // One per kernel of the program, in its order.
  const tt_kernel_args_t* kernel_args;
  // Optional; a library that can't tell does not call it.
  tt_spans_fn_t spans_fn;
  // The caller is going to wait for the completion: the library may use its
  // thread to run the launch, before `launch` returns.
  bool caller_waits;
} tt_launch_t;

// What one launch did, or all launches of a device so far.
typedef struct tt_counters_t {
  uint64_t launches;
  uint64_t cores_used;       // sum over launches
  uint64_t dram_read_bytes;  // by kernels
  uint64_t dram_write_bytes;
  uint64_t noc_read_bytes;  // all NoC reads, DRAM included
  uint64_t noc_write_bytes;
  uint64_t noc_transactions;
  uint64_t fpu_tile_ops;
  uint64_t sfpu_tile_ops;
  uint64_t pack_tile_ops;
  uint64_t unpack_tile_ops;
  uint64_t kernels_compiled;
  uint64_t kernel_cache_hits;
  // Device time by the library's model or measurement, and when on the device's
  // clock a launch began (0 in a sum and where the library does not know).
  // Launches that ran at the same time overlap on that clock.
  uint64_t modeled_device_ns;
  uint64_t device_start_ns;
} tt_counters_t;

// Called when a launch has ended; `status` and `error` tell how. `counters`
// are those of the launch. Must not block; may call into the device.
typedef void (*tt_completion_fn_t)(void* user_data, tt_status_t status,
                                   const tt_error_t* error,
                                   const tt_counters_t* counters);

typedef struct tt_device_library_t {
  uint32_t abi_version;  // TT_DEVICE_ABI_VERSION
  const char* name;      // "emulator", "metalium"

  // Number of devices that open() can open by index; 0 where the hardware is
  // absent (not an error).
  tt_status_t (*device_count)(uint32_t* out_count, tt_error_t* error);

  // Opens device `index`. A device may be opened many times in a process;
  // the opens are independent for the emulator and shared for a card.
  tt_status_t (*open)(uint32_t index, const tt_device_options_t* options,
                      tt_device_t** out_device, tt_error_t* error);
  // Waits for all launches to end and closes.
  void (*close)(tt_device_t* device);
  void (*info)(tt_device_t* device, tt_device_info_t* out_info);

  // DRAM access by byte offset in the arena; any offset and length inside it.
  // Synchronous; not ordered against launches in flight: wait for those first.
  tt_status_t (*dram_write)(tt_device_t* device, uint64_t offset,
                            const void* source, size_t length,
                            tt_error_t* error);
  tt_status_t (*dram_read)(tt_device_t* device, uint64_t offset, void* target,
                           size_t length, tt_error_t* error);
  // Ranges must not overlap.
  tt_status_t (*dram_copy)(tt_device_t* device, uint64_t source_offset,
                           uint64_t target_offset, uint64_t length,
                           tt_error_t* error);
  // pattern_length is 1, 2, 4 or 8; the pattern starts at `offset`.
  tt_status_t (*dram_fill)(tt_device_t* device, uint64_t offset,
                           uint64_t length, const void* pattern,
                           size_t pattern_length, tt_error_t* error);

  // Compiles (or finds in the cache) the kernels of a program. The
  // descriptor is borrowed for the call. Programs are immutable and may be
  // launched from many threads.
  tt_status_t (*program_create)(tt_device_t* device,
                                const tt_program_desc_t* desc,
                                tt_program_t** out_program, tt_error_t* error);
  // No launch of the program may be in flight.
  void (*program_destroy)(tt_program_t* program);

  // Starts the program and returns; `launch` is copied. `completion` is called
  // exactly once, from any thread (also from inside this call), unless this
  // call itself fails. Launches that are in flight together are not ordered.
  tt_status_t (*launch)(tt_program_t* program, const tt_launch_t* launch,
                        tt_completion_fn_t completion, void* user_data,
                        tt_error_t* error);

  // Sum over all launches so far.
  void (*counters)(tt_device_t* device, tt_counters_t* out_counters);

  // Optional (NULL: memory can't be returned): tells that the bytes of a range
  // of DRAM are not needed any more. Reading them before they are written
  // again gives anything.
  void (*dram_discard)(tt_device_t* device, uint64_t offset, uint64_t length);

  // Reserves `size` bytes, a multiple of 64, at the top of every worker's L1
  // for tensors that outlive programs. `*out_address` is the L1 address of the
  // first byte, the same on every worker: kernels of any program reach it
  // through the NoC, at the coordinates of any worker. What it holds at first
  // is not defined.
  // At most one reservation at a time (else FAILED_PRECONDITION). Launches in
  // flight must leave the room; while it is reserved, launches of programs
  // whose circular buffers reach into it fail with FAILED_PRECONDITION.
  tt_status_t (*l1_reserve)(tt_device_t* device, uint32_t size,
                            uint32_t* out_address, tt_error_t* error);
  // Ends the reservation. No launch that uses it may be in flight.
  void (*l1_release)(tt_device_t* device);
} tt_device_library_t;

// The emulated device, always linked in. Never NULL, lives forever.
const tt_device_library_t* tt_device_library_emulator(void);

// The one symbol of a device library that is a shared object. Returns NULL
// where it can't serve `abi_version`.
typedef const tt_device_library_t* (*tt_device_library_query_fn_t)(
    uint32_t abi_version);
#define TT_DEVICE_LIBRARY_QUERY_SYMBOL "tt_device_library_query"

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TT_DEVICE_H_

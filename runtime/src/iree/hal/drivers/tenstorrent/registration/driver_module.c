// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/registration/driver_module.h"

#include "iree/base/tooling/flags.h"
#include "iree/hal/drivers/tenstorrent/api.h"

IREE_FLAG(
    string, tenstorrent_library, "",
    "Device library: `emulator`, `metalium` or the path of a shared object.\n"
    "Empty is metalium if it finds a card and else the emulator.");
IREE_FLAG(string, tenstorrent_arch, "",
          "Architecture of the device: `blackhole` or `wormhole_b0`. Empty is\n"
          "what the device library opens by default.");
IREE_FLAG(
    string, tenstorrent_grid, "",
    "Grid of workers to use as <columns>x<rows>. Empty is the product's.");
IREE_FLAG(string, tenstorrent_dram, "",
          "Most DRAM to use, e.g. `4gib`. Empty is all of it.");
IREE_FLAG(string, tenstorrent_cache_dir, "",
          "Directory of compiled kernels. Empty is the value of\n"
          "IREE_TENSTORRENT_CACHE_DIR or else the user's cache directory.");
IREE_FLAG(string, tenstorrent_cache_size, "",
          "Most bytes that the directory of compiled kernels may hold, e.g.\n"
          "`512mib`. Empty is the device library's default.");
IREE_FLAG(string, tenstorrent_compiler, "",
          "Host compiler for the kernels of the emulated device. Empty is the\n"
          "value of IREE_TENSTORRENT_CXX or else the first one on PATH.");
IREE_FLAG(int32_t, tenstorrent_threads, 0,
          "Host threads of the emulated device; 0 is one per processor.");
IREE_FLAG(int32_t, tenstorrent_queues, 2,
          "Logical queues of a device, 1 to 8.");
IREE_FLAG(string, tenstorrent_trace, "",
          "File for a time line of cores, dispatches and transfers that\n"
          "https://ui.perfetto.dev opens; written when the device closes.");
IREE_FLAG(string, tenstorrent_counters, "",
          "File for the counters of each dispatch, a JSON object a line.");
IREE_FLAG(bool, tenstorrent_progress, true,
          "Shows on a terminal how far the compilation of kernels is if it\n"
          "takes long.");

// Parses the flags the way the parameters of a device URI are parsed.
static iree_status_t iree_hal_tenstorrent_device_options_from_flags(
    iree_hal_tenstorrent_device_options_t* options) {
  char threads[16];
  char queues[16];
  iree_snprintf(threads, sizeof(threads), "%d", FLAG_tenstorrent_threads);
  iree_snprintf(queues, sizeof(queues), "%d", FLAG_tenstorrent_queues);
  const iree_string_pair_t params[] = {
      iree_make_cstring_pair("arch", FLAG_tenstorrent_arch),
      iree_make_cstring_pair("grid", FLAG_tenstorrent_grid),
      iree_make_cstring_pair("dram", FLAG_tenstorrent_dram),
      iree_make_cstring_pair("cache_dir", FLAG_tenstorrent_cache_dir),
      iree_make_cstring_pair("cache_size", FLAG_tenstorrent_cache_size),
      iree_make_cstring_pair("compiler", FLAG_tenstorrent_compiler),
      iree_make_cstring_pair("threads", threads),
      iree_make_cstring_pair("queues", queues),
      iree_make_cstring_pair("trace", FLAG_tenstorrent_trace),
      iree_make_cstring_pair("counters", FLAG_tenstorrent_counters),
      iree_make_cstring_pair("progress", FLAG_tenstorrent_progress ? "1" : "0"),
  };
  for (iree_host_size_t i = 0; i < IREE_ARRAYSIZE(params); ++i) {
    if (iree_string_view_is_empty(params[i].value)) continue;
    IREE_RETURN_IF_ERROR(
        iree_hal_tenstorrent_device_options_parse(options, 1, &params[i]));
  }
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_driver_factory_enumerate(
    void* self, iree_host_size_t* out_driver_info_count,
    const iree_hal_driver_info_t** out_driver_infos) {
  static const iree_hal_driver_info_t driver_infos[1] = {
      {
          .driver_name = IREE_SVL("tenstorrent"),
          .full_name =
              IREE_SVL("Tenstorrent cards and their emulation on the host"),
      },
  };
  *out_driver_info_count = IREE_ARRAYSIZE(driver_infos);
  *out_driver_infos = driver_infos;
  return iree_ok_status();
}

static iree_status_t iree_hal_tenstorrent_driver_factory_try_create(
    void* self, iree_string_view_t driver_name, iree_allocator_t host_allocator,
    iree_hal_driver_t** out_driver) {
  if (!iree_string_view_equal(driver_name, IREE_SV("tenstorrent"))) {
    return iree_make_status(IREE_STATUS_UNAVAILABLE,
                            "no driver '%.*s' is provided by this factory",
                            (int)driver_name.size, driver_name.data);
  }
  iree_hal_tenstorrent_driver_options_t options;
  iree_hal_tenstorrent_driver_options_initialize(&options);
  options.library = iree_make_cstring_view(FLAG_tenstorrent_library);
  IREE_RETURN_IF_ERROR(
      iree_hal_tenstorrent_device_options_from_flags(&options.device_options));
  return iree_hal_tenstorrent_driver_create(driver_name, &options,
                                            host_allocator, out_driver);
}

IREE_API_EXPORT iree_status_t iree_hal_tenstorrent_driver_module_register(
    iree_hal_driver_registry_t* registry) {
  static const iree_hal_driver_factory_t factory = {
      .self = NULL,
      .enumerate = iree_hal_tenstorrent_driver_factory_enumerate,
      .try_create = iree_hal_tenstorrent_driver_factory_try_create,
  };
  return iree_hal_driver_registry_register_factory(registry, &factory);
}

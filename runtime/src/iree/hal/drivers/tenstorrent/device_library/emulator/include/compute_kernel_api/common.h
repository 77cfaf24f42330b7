// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What every compute kernel has: thread macros, arguments, circular buffers
// and DST registers. The unpack, math and pack threads of a core are one here,
// so code for any of them runs.

#pragma once

#include <cstdint>

#include "compile_time_args.h"
#include "compute_kernel_api/cb_api.h"
#include "compute_kernel_api/common_globals.h"
#include "compute_kernel_api/compute_kernel_hw_startup.h"
#include "compute_kernel_api/pack.h"
#include "compute_kernel_api/reconfig_data_format.h"
#include "compute_kernel_api/reg_api.h"
#include "tt_emu/circular_buffer.h"
#include "tt_emu/circular_buffer_index.h"
#include "tt_emu/core_coordinates.h"
#include "tt_emu/data_format.h"
#include "tt_emu/mailbox.h"
#include "tt_emu/runtime_args.h"
#include "tt_emu/standard_library.h"

// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The API of data-movement kernels: arguments, circular buffers, the NoC,
// semaphores. Names and signatures are those of tt-metal v0.65.

#pragma once

#include <stdint.h>

#include "compile_time_args.h"
#include "debug/assert.h"
#include "debug/dprint.h"
#include "debug/waypoint.h"
#include "hostdevcommon/common_values.hpp"
#include "noc_parameters.h"
#include "risc_attribs.h"
#include "tools/profiler/kernel_profiler.hpp"
#include "tt_emu/circular_buffer.h"
#include "tt_emu/circular_buffer_index.h"
#include "tt_emu/core_coordinates.h"
#include "tt_emu/data_format.h"
#include "tt_emu/interleaved_addresses.h"
#include "tt_emu/kernel_abi.h"
#include "tt_emu/mailbox.h"
#include "tt_emu/noc_address.h"
#include "tt_emu/noc_barrier.h"
#include "tt_emu/noc_multicast.h"
#include "tt_emu/noc_read.h"
#include "tt_emu/noc_trid.h"
#include "tt_emu/noc_write.h"
#include "tt_emu/runtime_args.h"
#include "tt_emu/semaphore.h"
#include "tt_emu/standard_library.h"
#include "tt_emu/tensor_accessor.h"

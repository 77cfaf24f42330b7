// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Where a kernel runs.

#pragma once

#include <stdint.h>

#include "risc_attribs.h"
#include "tt_emu/kernel_abi.h"

constexpr uint8_t noc_index = NOC_INDEX;
constexpr uint8_t noc_mode = NOC_MODE;

inline uint8_t get_absolute_logical_x() { return tt_emu_context()->logical_x; }
inline uint8_t get_absolute_logical_y() { return tt_emu_context()->logical_y; }
inline uint8_t get_relative_logical_x() { return tt_emu_context()->logical_x; }
inline uint8_t get_relative_logical_y() { return tt_emu_context()->logical_y; }

// NoC coordinates of the core, by NoC.
#define my_x (tt_emu_context()->my_x)
#define my_y (tt_emu_context()->my_y)

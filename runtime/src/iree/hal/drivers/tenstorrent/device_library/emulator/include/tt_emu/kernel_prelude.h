// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// In front of every kernel: what tt-metal's firmware and build put there.

#pragma once

#include "tt_emu/kernel_abi.h"
//
#include "risc_attribs.h"
#include "tt_emu/data_format.h"

// Kernels for data movement see its API without an include, as on a card.
#ifndef COMPILE_FOR_TRISC
#include "dataflow_api.h"
#endif

#define PROCESSOR_COUNT 5
#define NUM_CIRCULAR_BUFFERS 32
#define NUM_NOCS 2

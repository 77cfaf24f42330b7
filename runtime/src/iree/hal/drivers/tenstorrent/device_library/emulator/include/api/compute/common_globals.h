// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: marks a compute kernel of this generation, whose entry is
// kernel_main. Every header of api/compute includes this one; those that are
// not here are made by embed_headers and take v0.65's functions as they are.

#pragma once

#define TT_EMU_API_V0_81 1
#include "compute_kernel_api/common_globals.h"

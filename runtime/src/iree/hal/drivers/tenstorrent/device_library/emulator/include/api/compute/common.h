// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// tt-metal v0.81: what every compute kernel includes.

#pragma once

#include "api/compute/common_globals.h"
#include "api/compute/compute_kernel_hw_startup.h"
#include "compute_kernel_api/common.h"

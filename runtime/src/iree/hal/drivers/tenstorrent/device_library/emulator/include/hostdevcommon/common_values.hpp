// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Values of semaphores that host and kernels agree on.

#pragma once

#include <stdint.h>

constexpr uint32_t INVALID = 0;
constexpr uint32_t VALID = 1;

// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Attributes that mark device memory in kernels' types; nothing on the host.

#pragma once

#include <stdint.h>

#define tt_l1_ptr
#define tt_reg_ptr
#ifndef FORCE_INLINE
#define FORCE_INLINE inline __attribute__((always_inline))
#endif

typedef unsigned int uint;

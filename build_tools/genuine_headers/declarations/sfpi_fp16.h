// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// SFPI's 16-bit floats are declared in sfpi.h.

#ifndef TENSTORRENT_DECLARATIONS_SFPI_FP16_H_
#define TENSTORRENT_DECLARATIONS_SFPI_FP16_H_

#include "sfpi.h"

#endif  // TENSTORRENT_DECLARATIONS_SFPI_FP16_H_

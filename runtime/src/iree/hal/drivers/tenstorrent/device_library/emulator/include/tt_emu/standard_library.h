// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The C++ library's headers that tt-metal's own headers bring. Only kernels
// that use the library pay for them: the device defines
// TT_EMU_STANDARD_LIBRARY.

#pragma once

#ifdef TT_EMU_STANDARD_LIBRARY
#include <stdint.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#endif

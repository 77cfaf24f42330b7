// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Pages of L1 as text.

#pragma once

#include "debug/dprint.h"

namespace tt::data_movement::common {

// Rows of 16-bit floats.
inline void print_bf16_pages(uint32_t l1_addr, uint32_t elts_per_page,
                             uint32_t npages, uint32_t start = 0) {
  const volatile uint16_t* elements =
      reinterpret_cast<const volatile uint16_t*>(
          static_cast<uintptr_t>(l1_addr)) +
      start * elts_per_page;
  for (uint32_t page = 0; page < npages; ++page) {
    DPRINT << start + page << ": ";
    for (uint32_t j = 0; j < elts_per_page; ++j, ++elements) {
      DPRINT << BF16(*elements) << " ";
    }
    DPRINT << ENDL();
  }
}

}  // namespace tt::data_movement::common

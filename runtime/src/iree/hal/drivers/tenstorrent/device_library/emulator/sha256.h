// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// SHA-256 (FIPS 180-4), for the keys and the checks of the kernel cache.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SHA256_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SHA256_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tt_emulator {

class Sha256 {
 public:
  using Digest = std::array<uint8_t, 32>;

  Sha256();
  void Update(const void* data, size_t size);
  // A string with its length in front, so that a sequence of strings hashes
  // differently from any other sequence.
  void UpdateField(std::string_view text);
  Digest Finish();

 private:
  void Block(const uint8_t* data);

  uint32_t state_[8];
  uint8_t buffer_[64];
  size_t buffered_ = 0;
  uint64_t length_ = 0;
};

std::string ToHex(const Sha256::Digest& digest);

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SHA256_H_

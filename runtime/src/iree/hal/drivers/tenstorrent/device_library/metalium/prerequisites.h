// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What a machine must have before tt-metal is asked to open a card, checked
// from the file system: tt-metal's own errors come late or not at all.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PREREQUISITES_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PREREQUISITES_H_

#include <cstdint>
#include <string>

namespace tt_metalium_device {

// Where to look; tests point it at a made-up tree.
struct Machine {
  std::string root;           // in front of /dev, /sys and /opt
  std::string tt_metal_root;  // holds tt_metal/; "" if not set
  bool simulated = false;     // a simulator or mock cluster is configured
  static Machine FromEnvironment();
};

// Cards with a device node: entries of /dev/tenstorrent. Zero without any.
uint32_t CountCards(const Machine& machine);

// The product of card `index` as its driver tells it, in capitals ("P100A"); ""
// where it does not.
std::string CardName(const Machine& machine, uint32_t index);

// Throws Error that says what is missing and how to get it, in this order:
// kernel driver, card `index`, permission, driver version, firmware version,
// tt-metal's files, SFPI compiler.
void CheckPrerequisites(const Machine& machine, uint32_t index);

}  // namespace tt_metalium_device

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_PREREQUISITES_H_

// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/metalium/card.h"

#include <cstdlib>
#include <exception>
#include <map>
#include <new>
#include <tt-metalium/hal.hpp>
#include <tt-metalium/persistent_kernel_cache.hpp>

#include "iree/hal/drivers/tenstorrent/device_library/metalium/error.h"
#include "iree/hal/drivers/tenstorrent/device_library/metalium/prerequisites.h"

namespace tt_metalium_device {
namespace {

// Without progress for so long, a kernel hangs. tt-metal waits for ever unless
// told; a user's own setting stands.
constexpr char kTimeoutVariable[] = "TT_METAL_OPERATION_TIMEOUT_SECONDS";
constexpr char kTimeoutSeconds[] = "60";
constexpr char kCacheVariable[] = "TT_METAL_CACHE";

struct OpenCards {
  std::mutex mutex;
  std::map<uint32_t, std::weak_ptr<Card>> by_index;
};

OpenCards& Cards() {
  // Never destroyed: devices may be closed by static destructors of the host.
  static OpenCards* cards = new OpenCards();
  return *cards;
}

}  // namespace

std::shared_ptr<Card> Card::Open(uint32_t index, const char* cache_dir) {
  CheckPrerequisites(Machine::FromEnvironment(), index);
  OpenCards& cards = Cards();
  // Under the lock, as tt-metal opens one device at a time.
  std::lock_guard<std::mutex> lock(cards.mutex);
  std::shared_ptr<Card> card = cards.by_index[index].lock();
  if (card == nullptr) {
    setenv(kTimeoutVariable, kTimeoutSeconds, /*overwrite=*/0);
    if (cache_dir != nullptr)
      setenv(kCacheVariable, cache_dir, /*overwrite=*/0);
    tt::tt_metal::detail::EnablePersistentKernelCache();
    card = std::shared_ptr<Card>(new Card(index));
    cards.by_index[index] = card;
  }
  card->CheckAlive();
  return card;
}

Card::Card(uint32_t index) : index_(index) {
  mesh_ = tt::tt_metal::distributed::MeshDevice::create_unit_mesh(
      static_cast<int>(index));
  arch_name_ = tt::tt_metal::hal::get_arch_name();
  if (arch_name_ == "blackhole") arch_ = TT_ARCH_BLACKHOLE;
  if (arch_name_ == "wormhole_b0") arch_ = TT_ARCH_WORMHOLE_B0;
  if (arch_ == TT_ARCH_DEFAULT) {
    throw Error(TT_STATUS_FAILED_PRECONDITION,
                "card " + std::to_string(index) + " is of architecture '" +
                    arch_name_ + "'; blackhole and wormhole_b0 are supported");
  }
  grid_ = mesh_->compute_with_storage_grid_size();
  name_ = CardName(Machine::FromEnvironment(), index);
  if (name_.empty()) name_ = arch_name_;
}

Card::~Card() {
  if (mesh_ == nullptr) return;
  l1_.Close(/*lost=*/!lost_because_.empty());
  if (lost_because_.empty()) {
    try {
      mesh_->close();
    } catch (const std::exception&) {
      // The chip is reset when it is opened next.
    }
    return;
  }
  // Keep one reference for ever, so that nothing waits for the chip.
  new std::shared_ptr<tt::tt_metal::distributed::MeshDevice>(std::move(mesh_));
}

void Card::CheckAlive() {
  std::lock_guard<std::mutex> lock(state_mutex_);
  if (lost_because_.empty()) return;
  throw Error(TT_STATUS_UNAVAILABLE,
              "card " + std::to_string(index_) +
                  " is lost; reset it with `tt-smi -r " +
                  std::to_string(index_) +
                  "` and start the program again. It was lost because: " +
                  lost_because_);
}

void Card::NoteFailure() {
  try {
    throw;
  } catch (const Error&) {
    // Our own errors are about arguments, not about the card.
  } catch (const std::exception& error) {
    if (ClassifyMessage(error.what()) == TT_STATUS_DEADLINE_EXCEEDED) {
      std::lock_guard<std::mutex> lock(state_mutex_);
      if (lost_because_.empty()) lost_because_ = ReadableMessage(error.what());
    }
  } catch (...) {
  }
}

}  // namespace tt_metalium_device

// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A tile engine without a device: circular buffers in memory, and failures that
// come back to the test.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TESTING_TILE_ENGINE_FIXTURE_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TESTING_TILE_ENGINE_FIXTURE_H_

#include <sys/mman.h>

#include <csetjmp>
#include <cstdarg>
#include <cstdio>
#include <functional>
#include <string>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine/formats.h"
#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"
#include "iree/testing/gtest.h"

namespace tt_emulator {

constexpr uint32_t kIn = 0;    // buffers 0 to 3 are inputs
constexpr uint32_t kOut = 16;  // and 16 to 19 outputs, of the same formats
constexpr uint32_t kPages = 4;
constexpr uint32_t kBufferBytes = kPages * kTileElements * 4;

// A failure of the engine comes back here.
inline jmp_buf failure_point;
inline uint32_t failure_status;
inline char failure_message[1024];

inline void Fail(TtEmuContext*, uint32_t status, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(failure_message, sizeof(failure_message), format, arguments);
  va_end(arguments);
  failure_status = status;
  longjmp(failure_point, 1);
}

class TileEngineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    // Addresses of L1 have 32 bits.
    l1_ = static_cast<uint8_t*>(
        mmap(nullptr, 32 * kBufferBytes, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0));
    ASSERT_NE(l1_, MAP_FAILED);
    api_.fail = Fail;
    context_.api = &api_;
    context_.program = &program_;
    context_.cb_state = cb_state_;
    engine_ = tt_emu_tile_engine_create(TT_ARCH_BLACKHOLE);
    context_.tile_engine = engine_;
    context_.tile_api = tt_emu_tile_api();
    const uint8_t formats[] = {kFloat32, kFloat16B, kInt32, kUInt8};
    for (uint32_t i = 0; i < 4; ++i) {
      AddBuffer(kIn + i, formats[i]);
      AddBuffer(kOut + i, formats[i]);
    }
    program_.fp32_dest_acc_en = 1;
    program_.cb_unpack_to_dest_mode[kIn] = 1;
    Begin();
  }

  void TearDown() override {
    tt_emu_tile_engine_destroy(engine_);
    munmap(l1_, 32 * kBufferBytes);
  }

  void AddBuffer(uint32_t cb, uint8_t format) {
    program_.cb_format[cb] = format;
    program_.cb_page_count[cb] = kPages;
    program_.cb_page_size[cb] = TileBytes(format);
    cb_state_[cb].page_count = kPages;
    cb_state_[cb].waited = kPages;
    cb_state_[cb].reserved = kPages;
    LocalCBInterface& view = context_.cb[cb];
    view.fifo_page_size = program_.cb_page_size[cb];
    view.fifo_size = kPages * view.fifo_page_size;
    view.fifo_rd_ptr = view.fifo_wr_ptr = static_cast<uint32_t>(
        reinterpret_cast<uintptr_t>(l1_ + cb * kBufferBytes));
    view.fifo_limit = view.fifo_rd_ptr + view.fifo_size;
  }

  template <typename T>
  T* Page(uint32_t cb, uint32_t page = 0) {
    return reinterpret_cast<T*>(l1_ + cb * kBufferBytes +
                                page * program_.cb_page_size[cb]);
  }

  void Begin() { tt_emu_tile_engine_begin(engine_, &context_); }

  // Runs a part of a kernel; the status, 0 where it did not fail.
  uint32_t Run(const std::function<void(const TtEmuTileApi&)>& kernel) {
    failure_status = 0;
    failure_message[0] = 0;
    if (setjmp(failure_point) == 0) kernel(*context_.tile_api);
    return failure_status;
  }

  // init_sfpu and tile_regs_acquire before the part.
  uint32_t RunAcquired(const std::function<void(const TtEmuTileApi&)>& kernel,
                       uint32_t cb = kIn) {
    return Run([&](const TtEmuTileApi& api) {
      api.kernel_init(&context_, "init_sfpu", cb, cb, kOut + cb);
      api.regs_acquire(&context_);
      kernel(api);
    });
  }

  void ToPacker() {
    context_.tile_api->regs_commit(&context_);
    context_.tile_api->regs_wait(&context_);
  }

  // A buffer's tile through DST to the buffer of the same format.
  uint32_t CopyThrough(uint32_t in, uint32_t out) {
    return Run([&](const TtEmuTileApi& api) {
      api.kernel_init(&context_, "init_sfpu", in, in, out);
      api.regs_acquire(&context_);
      api.copy_tile(&context_, in, 0, 0);
      ToPacker();
      api.pack_tile(&context_, 0, out, kNoBuffer);
      api.regs_release(&context_);
    });
  }

  std::string message() const { return failure_message; }

  TtEmuApi api_ = {};
  TtEmuContext context_ = {};
  TtEmuProgramInfo program_ = {};
  TtEmuCbState cb_state_[TT_EMU_MAX_CIRCULAR_BUFFERS] = {};
  TtEmuTileEngine* engine_ = nullptr;
  uint8_t* l1_ = nullptr;
};

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_TILE_ENGINE_TESTING_TILE_ENGINE_FIXTURE_H_

// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Compares our declarations of tt-metal's host API with the library: objects
// that it constructs into ours must fit, and virtual functions must be in the
// places of its table that ours say.

#include <dlfcn.h>

#include <cstring>
#include <new>
#include <tt-metalium/distributed.hpp>
#include <tt-metalium/host_api.hpp>
#include <vector>

#include "iree/testing/gtest.h"

namespace {

using namespace tt::tt_metal;               // NOLINT
using namespace tt::tt_metal::distributed;  // NOLINT

// Constructs a T in poisoned storage that is larger than T and returns how many
// bytes up to the last one that was written.
template <typename T, typename... Args>
size_t WrittenBytes(Args&&... args) {
  constexpr size_t kSize = sizeof(T) + 4096;
  constexpr unsigned char kPoison = 0xA5;
  alignas(64) static unsigned char storage[kSize];
  std::memset(storage, kPoison, kSize);
  new (storage) T(std::forward<Args>(args)...);
  size_t end = kSize;
  while (end > 0 && storage[end - 1] == kPoison) --end;
  return end;
}

TEST(SdkLayoutTest, CircularBufferConfigHasTheLibrarysSize) {
  const std::map<uint8_t, tt::DataFormat> formats = {
      {3, static_cast<tt::DataFormat>(0)}};
  // The last member has four bytes, and four of padding follow.
  EXPECT_EQ(WrittenBytes<CircularBufferConfig>(8192u, formats),
            sizeof(CircularBufferConfig) - 4);
}

TEST(SdkLayoutTest, MeshCoordinatesFit) {
  // The vector inside has room for eight numbers, of which two are written.
  EXPECT_EQ(WrittenBytes<MeshCoordinate>(1u, 2u),
            sizeof(MeshCoordinate) - 6 * sizeof(uint32_t));
  const MeshCoordinate origin(0, 0);
  // The flag of the optional shape is the last member, before padding.
  EXPECT_EQ(WrittenBytes<MeshCoordinateRange>(origin, origin),
            sizeof(MeshCoordinateRange) - 7);
}

TEST(SdkLayoutTest, CoreRangeSetKeepsItsRanges) {
  std::vector<CoreRange> ranges;
  ranges.emplace_back(CoreCoord{1, 2}, CoreCoord{3, 4});
  EXPECT_EQ(WrittenBytes<CoreRangeSet>(std::move(ranges)),
            sizeof(CoreRangeSet));
}

TEST(SdkLayoutTest, MeshWorkloadIsOnePointer) {
  EXPECT_EQ(WrittenBytes<MeshWorkload>(), sizeof(MeshWorkload));
}

// The place that a call through a pointer to a virtual member function uses.
template <typename Function>
size_t PlaceOf(Function function) {
  // Itanium C++ ABI: 1 + the byte offset into the table.
  uintptr_t words[2];
  static_assert(sizeof(function) == sizeof(words));
  std::memcpy(words, &function, sizeof(words));
  return (words[0] - 1) / sizeof(void*);
}

void* Symbol(const char* name) {
  void* symbol = dlsym(RTLD_DEFAULT, name);
  EXPECT_NE(symbol, nullptr) << name;
  return symbol;
}

TEST(SdkLayoutTest, QueueFunctionsAreInTheirPlaces) {
  void** table = static_cast<void**>(
      Symbol("_ZTVN2tt8tt_metal11distributed18FDMeshCommandQueueE"));
  ASSERT_NE(table, nullptr);
  table += 2;  // The offset to the top and the type information.
  EXPECT_EQ(table[PlaceOf(&MeshCommandQueue::enqueue_write_shards)],
            Symbol("_ZN2tt8tt_metal11distributed20MeshCommandQueueBase20"
                   "enqueue_write_shardsERKSt10shared_ptrINS1_10MeshBufferEE"
                   "RKSt6vectorINS1_16MeshCommandQueue17ShardDataTransferESa"
                   "ISA_EEb"));
  EXPECT_EQ(table[PlaceOf(&MeshCommandQueue::enqueue_read_shards)],
            Symbol("_ZN2tt8tt_metal11distributed20MeshCommandQueueBase19"
                   "enqueue_read_shardsERKSt6vectorINS1_16MeshCommandQueue17"
                   "ShardDataTransferESaIS5_EERKSt10shared_ptrINS1_10MeshBuf"
                   "ferEEb"));
  EXPECT_EQ(table[PlaceOf(&MeshCommandQueue::enqueue_mesh_workload)],
            Symbol("_ZN2tt8tt_metal11distributed18FDMeshCommandQueue21"
                   "enqueue_mesh_workloadERNS1_12MeshWorkloadEb"));
}

}  // namespace

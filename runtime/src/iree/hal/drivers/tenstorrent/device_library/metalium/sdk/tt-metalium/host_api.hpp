// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declarations of tt-metal v0.65: programs and what they are made of. See
// sdk/README.md.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_HOST_API_HPP_
#define IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_HOST_API_HPP_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <tt-metalium/circular_buffer_config.hpp>
#include <tt-metalium/core_coord.hpp>
#include <tt-metalium/kernel_types.hpp>
#include <variant>
#include <vector>

namespace tt {
enum class CoreType { WORKER = 11 };
}  // namespace tt

namespace tt::tt_metal {

namespace detail {
class ProgramImpl;
}  // namespace detail

class Program {
 public:
  Program();
  Program(Program&& other) noexcept;
  ~Program() noexcept;

 private:
  std::shared_ptr<detail::ProgramImpl> internal_;
};

// A view of the words that a kernel gets; writing them changes the next launch.
struct RuntimeArgsData {
  uint32_t* data() { return words_; }
  std::size_t size() const { return count_; }

 private:
  uint32_t* words_;
  std::size_t count_;
};

// Chips that the process can open; starts the library's context.
std::size_t GetNumAvailableDevices();

Program CreateProgram();
KernelHandle CreateKernelFromString(
    Program& program, const std::string& source,
    const std::variant<CoreCoord, CoreRange, CoreRangeSet>& cores,
    const std::variant<DataMovementConfig, ComputeConfig, EthernetConfig>&
        config);
CBHandle CreateCircularBuffer(
    Program& program,
    const std::variant<CoreCoord, CoreRange, CoreRangeSet>& cores,
    const CircularBufferConfig& config);
uint32_t CreateSemaphore(Program& program,
                         const std::variant<CoreRange, CoreRangeSet>& cores,
                         uint32_t initial_value,
                         tt::CoreType core_type = tt::CoreType::WORKER);

void SetRuntimeArgs(
    const Program& program, KernelHandle kernel,
    const std::variant<CoreCoord, CoreRange, CoreRangeSet>& cores,
    std::span<const uint32_t> args);
void SetRuntimeArgs(const Program& program, KernelHandle kernel,
                    const std::vector<CoreCoord>& cores,
                    const std::vector<std::vector<uint32_t>>& args);
void SetCommonRuntimeArgs(const Program& program, KernelHandle kernel,
                          std::span<const uint32_t> args);
RuntimeArgsData& GetRuntimeArgs(const Program& program, KernelHandle kernel,
                                const CoreCoord& core);
RuntimeArgsData& GetCommonRuntimeArgs(const Program& program,
                                      KernelHandle kernel);

}  // namespace tt::tt_metal

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_METALIUM_SDK_HOST_API_HPP_

// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/emulator/launch.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "iree/hal/drivers/tenstorrent/device_library/emulator/debug_print.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/device.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/program.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/tile_engine.h"
#include "iree/hal/drivers/tenstorrent/device_library/emulator/timing.h"

namespace tt_emulator {
namespace {

// The kernel configuration in L1, from l1_firmware_end: semaphores, then the
// arguments of each role's kernel.
constexpr uint32_t kSemaphoreBytes = TT_MAX_SEMAPHORES * kL1Alignment;
constexpr uint32_t kArgumentBytes = (TT_MAX_RUNTIME_ARGS * 4 + 15) & ~15u;

// Calls `visit(index)` for each bit that is set.
template <typename Visit>
void ForEachBit(uint32_t mask, Visit visit) {
  for (; mask != 0; mask &= mask - 1) {
    visit(static_cast<uint32_t>(__builtin_ctz(mask)));
  }
}

}  // namespace

Status Launch::Create(Program* program, const tt_launch_t& description,
                      tt_completion_fn_t completion, void* user_data,
                      std::shared_ptr<Launch>* out_launch) {
  const uint32_t workers = program->device()->core_count();
  if (description.core_count == 0 || description.core_count > workers) {
    return MakeStatus(TT_STATUS_INVALID_ARGUMENT,
                      "program '%s': a launch on %u cores; the device has %u "
                      "workers",
                      program->name().c_str(), description.core_count, workers);
  }
  const uint32_t reserved_begin = program->device()->l1_reserved_begin();
  if (program->cb_end() > reserved_begin) {
    return MakeStatus(TT_STATUS_FAILED_PRECONDITION,
                      "program '%s': its circular buffers end at L1 address "
                      "0x%x and clash with tensors in L1, which begin at 0x%x",
                      program->name().c_str(), program->cb_end(),
                      reserved_begin);
  }
  auto launch = std::make_shared<Launch>();
  launch->program_ = program;
  launch->resident_ = program->resident();
  launch->core_count_ = description.core_count;
  launch->completion_ = completion;
  launch->spans_fn_ = description.spans_fn;
  launch->user_data_ = user_data;
  launch->earliest_ns_ = program->device()->clock().now();
  const std::vector<Program::Kernel>& kernels = program->kernels();
  for (size_t i = 0; i < kernels.size(); ++i) {
    const tt_kernel_args_t& args = description.kernel_args[i];
    if (args.unique_count > TT_MAX_RUNTIME_ARGS ||
        args.common_count > TT_MAX_RUNTIME_ARGS ||
        args.unique_count + args.common_count > TT_MAX_RUNTIME_ARGS) {
      return MakeStatus(TT_STATUS_RESOURCE_EXHAUSTED,
                        "program '%s' kernel '%s' (%s): %zu unique and %zu "
                        "common runtime arguments; at most %u in all",
                        program->name().c_str(), kernels[i].name.c_str(),
                        RoleName(kernels[i].role), args.unique_count,
                        args.common_count, TT_MAX_RUNTIME_ARGS);
    }
    Arguments arguments;
    arguments.unique_count = static_cast<uint32_t>(args.unique_count);
    arguments.unique.assign(
        args.unique, args.unique + args.unique_count * description.core_count);
    arguments.common.assign(args.common, args.common + args.common_count);
    launch->arguments_.push_back(std::move(arguments));
  }
  *out_launch = std::move(launch);
  return Status();
}

void Launch::InitializeSemaphores() {
  Device* device = program_->device();
  const std::vector<uint32_t>& values = program_->semaphores();
  if (values.empty()) return;
  for (uint32_t index = 0; index < core_count_; ++index) {
    uint8_t* at =
        device->core(index).l1 + device->architecture().l1_firmware_end;
    for (uint32_t value : values) {
      __atomic_store_n(reinterpret_cast<uint32_t*>(at), value,
                       __ATOMIC_SEQ_CST);
      at += kL1Alignment;
    }
  }
}

void Launch::PrepareBuffers(Core* core) {
  const TtEmuProgramInfo& info = program_->info();
  const uint32_t mask = program_->cb_mask();
  // Few buffers are in use, so only those and what others left are touched.
  ForEachBit(core->cb_mask | mask, [&](uint32_t i) {
    core->cb_state[i] = {};
    core->cb_state[i].page_count = info.cb_page_count[i];
  });
  core->cb_mask = mask;
  for (Processor* processor : core->processors) {
    if (processor == nullptr) continue;
    ForEachBit(processor->cb_mask & ~mask, [&](uint32_t i) {
      std::memset(&processor->cb[i], 0, sizeof(processor->cb[i]));
    });
    ForEachBit(mask, [&](uint32_t i) {
      LocalCBInterface view = {};
      view.fifo_page_size = info.cb_page_size[i];
      view.fifo_num_pages = info.cb_page_count[i];
      view.fifo_size = view.fifo_page_size * view.fifo_num_pages;
      view.fifo_rd_ptr = core->l1_base + program_->cb_offset(i);
      view.fifo_wr_ptr = view.fifo_rd_ptr;
      view.fifo_limit = view.fifo_rd_ptr + view.fifo_size;
      processor->cb[i] = view;
    });
    processor->cb_mask = mask;
  }
}

void Launch::PrepareCore(Core* core) {
  Device* device = program_->device();
  const Architecture& architecture = device->architecture();
  const TtEmuProgramInfo& info = program_->info();
  const uint32_t config = architecture.l1_firmware_end;

  PrepareBuffers(core);
  for (uint32_t role = 0; role < kRolesPerCore; ++role) {
    Processor* processor = core->processors[role];
    if (processor == nullptr) continue;
    processor->api = GetKernelApi();
    processor->cb_state = core->cb_state;
    processor->program = &info;
    processor->tile_api = role == kTtEmuCompute ? tt_emu_tile_api() : nullptr;
    const NocMap& map = device->noc_map();
    for (uint32_t noc = 0; noc < 2; ++noc) {
      processor->dram_bank_to_noc_xy[noc] = map.dram_xy(noc);
      processor->l1_bank_to_noc_xy[noc] = map.worker_xy();
      const uint16_t xy = map.worker_xy(core->index);
      processor->my_x[noc] = xy & ((1u << kNocNodeBits) - 1);
      processor->my_y[noc] = static_cast<uint8_t>(xy >> kNocNodeBits);
    }
    processor->l1_base = core->l1_base;
    processor->l1_size = architecture.l1_size;
    processor->core_index = core->index;
    processor->logical_x = static_cast<uint8_t>(core->logical_x);
    processor->logical_y = static_cast<uint8_t>(core->logical_y);
    processor->print_enabled = DebugPrintEnabled();
    processor->semaphore_base = core->l1_base + config;
    processor->semaphore_count =
        static_cast<uint32_t>(program_->semaphores().size());

    const int32_t kernel = program_->kernel_at(core->launch_index, role);
    const Arguments& arguments = arguments_[kernel];
    uint32_t at = config + kSemaphoreBytes + role * kArgumentBytes;
    processor->unique_args = core->l1_base + at;
    processor->unique_arg_count = arguments.unique_count;
    if (arguments.unique_count != 0) {
      std::memcpy(core->l1 + at,
                  arguments.unique.data() +
                      size_t{core->launch_index} * arguments.unique_count,
                  arguments.unique_count * 4);
    }
    at += arguments.unique_count * 4;
    processor->common_args = core->l1_base + at;
    processor->common_arg_count =
        static_cast<uint32_t>(arguments.common.size());
    if (!arguments.common.empty()) {
      std::memcpy(core->l1 + at, arguments.common.data(),
                  arguments.common.size() * 4);
    }

    std::memset(processor->state_address, 0, sizeof(processor->state_address));
    std::memset(processor->state_size, 0, sizeof(processor->state_size));
    std::memset(processor->state_trid, 0, sizeof(processor->state_trid));
    processor->counters = {};
    processor->print_size = 0;
    processor->pending_reads = 0;
    processor->pending_writes = 0;
    for (uint32_t noc = 0; noc < 2; ++noc) {
      processor->reads_unconfirmed[noc] = false;
      processor->writes_unconfirmed[noc] = false;
    }
  }
}

void Launch::CountCore(const Core& core, CoreTally* tally) const {
  uint64_t busiest = 0;
  for (const Processor* processor : core.processors) {
    if (processor == nullptr) continue;
    const TtEmuCounters& from = processor->counters;
    tt_counters_t& to = tally->counters;
    to.dram_read_bytes += from.dram_read_bytes;
    to.dram_write_bytes += from.dram_write_bytes;
    to.noc_read_bytes += from.noc_read_bytes;
    to.noc_write_bytes += from.noc_write_bytes;
    to.noc_transactions += from.noc_transactions;
    to.fpu_tile_ops += from.fpu_tile_ops;
    to.sfpu_tile_ops += from.sfpu_tile_ops;
    to.pack_tile_ops += from.pack_tile_ops;
    to.unpack_tile_ops += from.unpack_tile_ops;
    const uint64_t busy = BusyCycles(from);
    busiest = std::max(busiest, busy);
    if (spans_fn_ == nullptr) continue;
    tt_kernel_span_t span = {};
    span.core = core.launch_index;
    span.kernel = static_cast<uint32_t>(
        program_->kernel_at(core.launch_index, processor->role));
    span.role = static_cast<tt_kernel_role_t>(processor->role);
    span.end_ns = busy;
    span.dram_read_bytes = from.dram_read_bytes;
    span.dram_write_bytes = from.dram_write_bytes;
    span.noc_read_bytes = from.noc_read_bytes;
    span.noc_write_bytes = from.noc_write_bytes;
    span.noc_transactions = from.noc_transactions;
    span.fpu_tile_ops = from.fpu_tile_ops;
    span.sfpu_tile_ops = from.sfpu_tile_ops;
    span.pack_tile_ops = from.pack_tile_ops;
    span.unpack_tile_ops = from.unpack_tile_ops;
    tally->spans.push_back(span);
  }
  tally->slowest_core_cycles = std::max(tally->slowest_core_cycles, busiest);
  ++tally->cores;
}

void Launch::AddTally(CoreTally* tally) {
  AddCounters(tally->counters, &total_.counters);
  total_.slowest_core_cycles =
      std::max(total_.slowest_core_cycles, tally->slowest_core_cycles);
  total_.spans.insert(total_.spans.end(), tally->spans.begin(),
                      tally->spans.end());
  *tally = {};
}

void Launch::Complete() {
  Device* device = program_->device();
  tt_counters_t& counters = total_.counters;
  counters.launches = 1;
  counters.cores_used = core_count_;
  counters.modeled_device_ns =
      ModeledNs(device->architecture(), total_.slowest_core_cycles,
                counters.dram_read_bytes + counters.dram_write_bytes);
  device->AddCounters(counters);
  tt_error_t error;
  const tt_status_t code = status.Export(&error);
  std::vector<uint32_t> cores;
  counters.device_start_ns =
      device->clock().Place(earliest_ns_, counters.modeled_device_ns,
                            core_count_, resident(), &cores);
  if (spans_fn_ != nullptr && code == TT_STATUS_OK) {
    for (tt_kernel_span_t& span : total_.spans) {
      span.core = cores[span.core];
      span.start_ns = counters.device_start_ns;
      span.end_ns =
          span.start_ns + CyclesToNs(device->architecture(), span.end_ns);
    }
    spans_fn_(user_data_, total_.spans.data(), total_.spans.size());
  }
  completion_(user_data_, code, &error, &counters);
}

}  // namespace tt_emulator

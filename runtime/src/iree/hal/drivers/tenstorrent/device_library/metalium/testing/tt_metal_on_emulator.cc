// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A stand-in for tt-metal's host library in tests: the functions that sdk/
// declares, over the emulated device. With it the metalium library runs whole,
// and must pass what the emulator passes.
//
// What a card would hang on is here the error that tt-metal throws after its
// timeout; what does not compile is its build error.

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <tt-metalium/distributed.hpp>
#include <tt-metalium/hal.hpp>
#include <tt-metalium/host_api.hpp>
#include <tt-metalium/memory_reporter.hpp>
#include <tt-metalium/persistent_kernel_cache.hpp>
#include <tt-metalium/tt_metal.hpp>
#include <tuple>
#include <utility>
#include <vector>

#include "iree/hal/drivers/tenstorrent/device_library/tt_device.h"

namespace {

const tt_device_library_t& Emulator() { return *tt_device_library_emulator(); }

// The one emulated chip, open from its first use to the process' end.
struct Chip {
  tt_device_t* device = nullptr;
  tt_device_info_t info = {};
  uint64_t taken_pages_per_bank = 0;

  static Chip& Get() {
    static Chip* chip = [] {
      Chip* made = new Chip();
      tt_error_t error;
      if (Emulator().open(0, nullptr, &made->device, &error) != TT_STATUS_OK) {
        throw std::runtime_error(error.message);
      }
      Emulator().info(made->device, &made->info);
      return made;
    }();
    return *chip;
  }
};

[[noreturn]] void Throw(const std::string& text) {
  throw std::runtime_error("TT_THROW @ stand_in.cpp:1: tt::exception\ninfo:\n" +
                           text + "\nbacktrace:\n --- nowhere\n");
}

void Check(tt_status_t status, const tt_error_t& error) {
  if (status != TT_STATUS_OK) Throw(error.message);
}

}  // namespace

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

namespace tt::tt_metal {

namespace detail {

struct FakeKernel {
  std::string source;
  tt_kernel_role_t role;
  int8_t noc;
  std::vector<uint32_t> compile_args;
  std::map<std::string, std::string> defines;
  std::vector<uint32_t> cores;
  std::map<uint32_t, std::vector<uint32_t>> unique;
  std::vector<uint32_t> common;
  // Views that the getters return references to.
  std::map<uint32_t, RuntimeArgsData> unique_views;
  RuntimeArgsData common_view;
};

class ProgramImpl {
 public:
  ~ProgramImpl() {
    if (built != nullptr) Emulator().program_destroy(built);
  }
  std::vector<std::unique_ptr<FakeKernel>> kernels;
  std::vector<tt_circular_buffer_desc_t> circular_buffers;
  std::vector<uint32_t> semaphores;
  ComputeConfig compute;
  tt_program_t* built = nullptr;

  static ProgramImpl& Of(const Program& program) {
    // Its one member.
    return **reinterpret_cast<const std::shared_ptr<ProgramImpl>*>(&program);
  }

  void Build();
};

void ProgramImpl::Build() {
  if (built != nullptr) return;
  std::vector<tt_kernel_desc_t> descriptions;
  std::vector<std::vector<tt_core_range_t>> ranges;
  std::vector<std::vector<tt_kernel_define_t>> defines;
  for (const auto& kernel : kernels) {
    ranges.emplace_back();
    for (uint32_t core : kernel->cores) ranges.back().push_back({core, core});
    defines.emplace_back();
    for (const auto& [name, value] : kernel->defines) {
      defines.back().push_back(
          {{name.data(), name.size()}, {value.data(), value.size()}});
    }
  }
  for (size_t i = 0; i < kernels.size(); ++i) {
    const FakeKernel& kernel = *kernels[i];
    tt_kernel_desc_t description = {};
    description.name = {"kernel", 6};
    description.role = kernel.role;
    description.source = {kernel.source.data(), kernel.source.size()};
    description.compile_time_args = kernel.compile_args.data();
    description.compile_time_arg_count = kernel.compile_args.size();
    description.defines = defines[i].data();
    description.define_count = defines[i].size();
    description.core_ranges = ranges[i].data();
    description.core_range_count = ranges[i].size();
    description.noc = kernel.noc;
    descriptions.push_back(description);
  }
  for (tt_circular_buffer_desc_t& buffer : circular_buffers) {
    if (buffer.index < compute.unpack_to_dest_mode.size()) {
      buffer.unpack_to_dest_mode = compute.unpack_to_dest_mode[buffer.index] ==
                                   UnpackToDestMode::UnpackToDestFp32;
    }
  }
  tt_program_desc_t description = {};
  description.name = {"program", 7};
  description.kernels = descriptions.data();
  description.kernel_count = descriptions.size();
  description.circular_buffers = circular_buffers.data();
  description.circular_buffer_count = circular_buffers.size();
  description.semaphore_initial_values = semaphores.data();
  description.semaphore_count = semaphores.size();
  description.math_fidelity = static_cast<uint8_t>(compute.math_fidelity);
  description.fp32_dest_acc_en = compute.fp32_dest_acc_en;
  description.dst_full_sync_en = compute.dst_full_sync_en;
  description.math_approx_mode = compute.math_approx_mode;
  tt_error_t error;
  if (Emulator().program_create(Chip::Get().device, &description, &built,
                                &error) != TT_STATUS_OK) {
    Throw(std::string("kernel build failed. Log: ") + error.message);
  }
}

void CompileProgram(IDevice*, Program& program, bool) {
  ProgramImpl::Of(program).Build();
}

void EnablePersistentKernelCache() {}

MemoryView GetMemoryView(const IDevice*, const BufferType& type) {
  const Chip& chip = Chip::Get();
  MemoryView view;
  if (type == BufferType::L1) {
    view.num_banks = chip.info.worker_count;
    view.total_bytes_per_bank = chip.info.l1_available;
    return view;
  }
  view.num_banks = chip.info.dram_bank_count;
  view.total_bytes_per_bank =
      chip.info.dram_arena_size / chip.info.dram_bank_count;
  view.largest_contiguous_bytes_free_per_bank =
      view.total_bytes_per_bank - chip.taken_pages_per_bank * 4096;
  return view;
}

}  // namespace detail

Program::Program() : internal_(std::make_shared<detail::ProgramImpl>()) {}
Program::Program(Program&& other) noexcept = default;
Program::~Program() noexcept = default;

Program CreateProgram() { return Program(); }

CoreRange::CoreRange(const CoreCoord& start, const CoreCoord& end)
    : start_coord(start), end_coord(end) {}
CoreRangeSet::CoreRangeSet(std::vector<CoreRange>&& ranges)
    : ranges_(std::move(ranges)) {}
CoreRangeSet::CoreRangeSet(const CoreRangeSet& other) = default;
CoreRangeSet::CoreRangeSet(CoreRangeSet&& other) noexcept = default;

CircularBufferConfig::CircularBufferConfig(
    uint32_t total_size, const std::map<uint8_t, tt::DataFormat>& formats)
    : total_size_(total_size) {
  for (const auto& [index, format] : formats) {
    data_formats_[index] = format;
    buffer_indices_.insert(index);
  }
}
CircularBufferConfig& CircularBufferConfig::set_page_size(uint8_t buffer_index,
                                                          uint32_t page_size) {
  if (page_size == 0 || total_size_ % page_size != 0) Throw("page size");
  page_sizes_[buffer_index] = page_size;
  return *this;
}

namespace {

uint32_t IndexOf(const CoreCoord& core) {
  const tt_device_info_t& info = Chip::Get().info;
  if (core.x >= info.grid_x || core.y >= info.grid_y) Throw("no such core");
  return static_cast<uint32_t>(core.y * info.grid_x + core.x);
}

std::vector<uint32_t> IndicesOf(
    const std::variant<CoreCoord, CoreRange, CoreRangeSet>& cores) {
  // Its one member.
  const auto& ranges = *reinterpret_cast<const std::vector<CoreRange>*>(
      &std::get<CoreRangeSet>(cores));
  std::vector<uint32_t> indices;
  for (const CoreRange& range : ranges) {
    for (size_t y = range.start_coord.y; y <= range.end_coord.y; ++y) {
      for (size_t x = range.start_coord.x; x <= range.end_coord.x; ++x) {
        indices.push_back(IndexOf({x, y}));
      }
    }
  }
  std::sort(indices.begin(), indices.end());
  if (std::adjacent_find(indices.begin(), indices.end()) != indices.end()) {
    Throw("core ranges overlap");
  }
  return indices;
}

// Points a view, whose members are its words and their count, at `words`.
RuntimeArgsData& PointAt(RuntimeArgsData& view, std::vector<uint32_t>& words) {
  struct Members {
    uint32_t* words;
    size_t count;
  } members = {words.data(), words.size()};
  static_assert(sizeof(members) == sizeof(view));
  std::memcpy(static_cast<void*>(&view), &members, sizeof(view));
  return view;
}

}  // namespace

KernelHandle CreateKernelFromString(
    Program& program, const std::string& source,
    const std::variant<CoreCoord, CoreRange, CoreRangeSet>& cores,
    const std::variant<DataMovementConfig, ComputeConfig, EthernetConfig>&
        config) {
  auto& impl = detail::ProgramImpl::Of(program);
  auto kernel = std::make_unique<detail::FakeKernel>();
  kernel->source = source;
  kernel->cores = IndicesOf(cores);
  if (const auto* compute = std::get_if<ComputeConfig>(&config)) {
    impl.compute = *compute;
    kernel->role = TT_KERNEL_ROLE_COMPUTE;
    kernel->noc = -1;
    kernel->compile_args = compute->compile_args;
    kernel->defines = compute->defines;
  } else {
    const auto& mover = std::get<DataMovementConfig>(config);
    kernel->role = mover.processor == DataMovementProcessor::RISCV_1
                       ? TT_KERNEL_ROLE_READER
                       : TT_KERNEL_ROLE_WRITER;
    kernel->noc = static_cast<int8_t>(mover.noc);
    kernel->compile_args = mover.compile_args;
    kernel->defines = mover.defines;
  }
  impl.kernels.push_back(std::move(kernel));
  return static_cast<KernelHandle>(impl.kernels.size() - 1);
}

CBHandle CreateCircularBuffer(
    Program& program,
    const std::variant<CoreCoord, CoreRange, CoreRangeSet>& cores,
    const CircularBufferConfig& config) {
  IndicesOf(cores);
  // The members before the arrays: a pointer, a size, an optional address.
  struct Head {
    const void* shadow;
    uint32_t total_size;
    std::optional<uint32_t> address;
    std::array<std::optional<tt::DataFormat>, 32> formats;
    std::array<std::optional<uint32_t>, 32> page_sizes;
  };
  const Head& head = reinterpret_cast<const Head&>(config);
  auto& impl = detail::ProgramImpl::Of(program);
  for (uint8_t i = 0; i < 32; ++i) {
    if (!head.formats[i]) continue;
    const uint32_t page_size = head.page_sizes[i].value();
    impl.circular_buffers.push_back({i, static_cast<uint8_t>(*head.formats[i]),
                                     0, page_size,
                                     head.total_size / page_size});
  }
  return impl.circular_buffers.size();
}

uint32_t CreateSemaphore(Program& program,
                         const std::variant<CoreRange, CoreRangeSet>&,
                         uint32_t initial_value, tt::CoreType) {
  auto& semaphores = detail::ProgramImpl::Of(program).semaphores;
  semaphores.push_back(initial_value);
  return static_cast<uint32_t>(semaphores.size() - 1);
}

void SetRuntimeArgs(const Program& program, KernelHandle handle,
                    const std::vector<CoreCoord>& cores,
                    const std::vector<std::vector<uint32_t>>& args) {
  auto& kernel = *detail::ProgramImpl::Of(program).kernels.at(handle);
  for (size_t i = 0; i < cores.size(); ++i) {
    kernel.unique[IndexOf(cores[i])] = args.at(i);
  }
}

void SetCommonRuntimeArgs(const Program& program, KernelHandle handle,
                          std::span<const uint32_t> args) {
  auto& kernel = *detail::ProgramImpl::Of(program).kernels.at(handle);
  if (!kernel.common.empty()) Throw("common arguments are set once");
  kernel.common.assign(args.begin(), args.end());
}

RuntimeArgsData& GetRuntimeArgs(const Program& program, KernelHandle handle,
                                const CoreCoord& core) {
  auto& kernel = *detail::ProgramImpl::Of(program).kernels.at(handle);
  const uint32_t index = IndexOf(core);
  return PointAt(kernel.unique_views[index], kernel.unique.at(index));
}

RuntimeArgsData& GetCommonRuntimeArgs(const Program& program,
                                      KernelHandle handle) {
  auto& kernel = *detail::ProgramImpl::Of(program).kernels.at(handle);
  return PointAt(kernel.common_view, kernel.common);
}

//===----------------------------------------------------------------------===//
// The chip
//===----------------------------------------------------------------------===//

namespace hal {
std::string get_arch_name() { return "blackhole"; }
uint32_t get_l1_size() {
  return static_cast<uint32_t>(Chip::Get().info.l1_size);
}
uint32_t get_l1_alignment() { return Chip::Get().info.l1_alignment; }
uint32_t get_max_worker_l1_unreserved_size() {
  return static_cast<uint32_t>(Chip::Get().info.l1_available);
}
}  // namespace hal

// What stands behind MeshBuffer and Buffer: pages from `first_page` of each
// bank of DRAM, or `l1_address` of each worker.
struct FakeBuffer {
  uint64_t first_page;
  uint64_t size;
  uint32_t l1_address;
};

uint32_t Buffer::address() const {
  const auto* fake = reinterpret_cast<const FakeBuffer*>(this);
  if (fake->l1_address != 0) return fake->l1_address;
  return static_cast<uint32_t>(Chip::Get().info.dram_arena_base +
                               fake->first_page * 4096);
}

}  // namespace tt::tt_metal

namespace tt::tt_metal::distributed {

bool operator==(const MeshCoordinateRange&, const MeshCoordinateRange&) {
  return true;  // There is one chip.
}

namespace {

// Runs a program to its end; returns what a card would do: nothing, or hang.
std::string RunProgram(const Program& program) {
  struct End {
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    tt_status_t status = TT_STATUS_OK;
    std::string message;
  } end;
  auto& impl = detail::ProgramImpl::Of(program);
  impl.Build();
  uint32_t core_count = 1;
  for (const auto& kernel : impl.kernels) {
    core_count = std::max(core_count, kernel->cores.back() + 1);
  }
  std::vector<std::vector<uint32_t>> unique(impl.kernels.size());
  std::vector<tt_kernel_args_t> arguments;
  for (size_t i = 0; i < impl.kernels.size(); ++i) {
    const auto& kernel = *impl.kernels[i];
    size_t count = 0;
    for (const auto& [core, words] : kernel.unique) count = words.size();
    unique[i].resize(count * core_count);
    for (const auto& [core, words] : kernel.unique) {
      std::copy(words.begin(), words.end(), unique[i].begin() + core * count);
    }
    arguments.push_back(
        {unique[i].data(), count, kernel.common.data(), kernel.common.size()});
  }
  tt_launch_t launch = {};
  launch.core_count = core_count;
  launch.kernel_args = arguments.data();
  tt_error_t error;
  const auto completion = [](void* user_data, tt_status_t status,
                             const tt_error_t* why, const tt_counters_t*) {
    End* ended = static_cast<End*>(user_data);
    std::lock_guard<std::mutex> lock(ended->mutex);
    ended->status = status;
    if (status != TT_STATUS_OK) ended->message = why->message;
    ended->done = true;
    ended->changed.notify_all();
  };
  Check(Emulator().launch(impl.built, &launch, completion, &end, &error),
        error);
  std::unique_lock<std::mutex> lock(end.mutex);
  end.changed.wait(lock, [&] { return end.done; });
  return end.status == TT_STATUS_OK ? "" : end.message;
}

class FakeQueue final : public MeshCommandQueue {
 public:
  void slot_2() override { Throw("not declared"); }
  void slot_3() override { Throw("not declared"); }
  void slot_5() override { Throw("not declared"); }
  void slot_6() override { Throw("not declared"); }
  void slot_8() override { Throw("not declared"); }
  void slot_9() override { Throw("not declared"); }

  void enqueue_mesh_workload(MeshWorkload& workload, bool) override {
    for (auto& [range, program] : workload.get_programs()) {
      const std::string hang = RunProgram(program);
      if (!hang.empty()) hang_ = hang;
    }
  }

  void enqueue_write_shards(const std::shared_ptr<MeshBuffer>& buffer,
                            const std::vector<ShardDataTransfer>& transfers,
                            bool) override {
    tt_error_t error;
    for (const ShardDataTransfer& transfer : transfers) {
      Check(Emulator().dram_write(Chip::Get().device, At(*buffer, transfer),
                                  transfer.host_data, transfer.region->size,
                                  &error),
            error);
    }
  }

  void enqueue_read_shards(const std::vector<ShardDataTransfer>& transfers,
                           const std::shared_ptr<MeshBuffer>& buffer,
                           bool) override {
    tt_error_t error;
    for (const ShardDataTransfer& transfer : transfers) {
      Check(Emulator().dram_read(Chip::Get().device, At(*buffer, transfer),
                                 transfer.host_data, transfer.region->size,
                                 &error),
            error);
    }
  }

  void ThrowIfHung() {
    if (hang_.empty()) return;
    Throw(
        "TIMEOUT: device timeout, potential hang detected, the device is "
        "unrecoverable (" +
        hang_ + ")");
  }

 private:
  // Where a region lies in the emulator's arena.
  static uint64_t At(const MeshBuffer& buffer,
                     const ShardDataTransfer& transfer) {
    const auto& fake = reinterpret_cast<const FakeBuffer&>(buffer);
    const BufferRegion& region = transfer.region.value();
    if (region.offset % 4096 != 0 || region.size % 4096 != 0 ||
        region.offset + region.size > fake.size) {
      Throw("a region is not whole pages of its buffer");
    }
    return fake.first_page * 4096 * Chip::Get().info.dram_bank_count +
           region.offset;
  }

  std::string hang_;
};

FakeQueue& Queue() {
  static FakeQueue* queue = new FakeQueue();
  return *queue;
}

}  // namespace

// One page in each bank; the emulator has one such buffer at a time.
static std::shared_ptr<MeshBuffer> CreateInL1(
    uint64_t size, const DeviceLocalBufferConfig& local) {
  Chip& chip = Chip::Get();
  if (size != local.page_size * chip.info.worker_count) Throw("buffer size");
  auto* fake = new FakeBuffer{0, size, 0};
  tt_error_t error;
  Check(
      Emulator().l1_reserve(chip.device, static_cast<uint32_t>(local.page_size),
                            &fake->l1_address, &error),
      error);
  return std::shared_ptr<MeshBuffer>(
      reinterpret_cast<MeshBuffer*>(fake), [](MeshBuffer* buffer) {
        Emulator().l1_release(Chip::Get().device);
        delete reinterpret_cast<FakeBuffer*>(buffer);
      });
}

std::shared_ptr<MeshBuffer> MeshBuffer::create(
    const MeshBufferConfig& config, const DeviceLocalBufferConfig& local,
    MeshDevice*, std::optional<DeviceAddr>) {
  Chip& chip = Chip::Get();
  const uint64_t size = std::get<ReplicatedBufferConfig>(config).size;
  if (local.buffer_type == BufferType::L1) return CreateInL1(size, local);
  const uint64_t stripe = local.page_size * chip.info.dram_bank_count;
  if (local.page_size != 4096 || size % stripe != 0) Throw("buffer size");
  const uint64_t pages = size / stripe;
  auto* fake = new FakeBuffer{chip.taken_pages_per_bank, size, 0};
  chip.taken_pages_per_bank += pages;
  return std::shared_ptr<MeshBuffer>(
      reinterpret_cast<MeshBuffer*>(fake), [pages](MeshBuffer* buffer) {
        // Buffers go in the reverse order of their making.
        Chip::Get().taken_pages_per_bank -= pages;
        delete reinterpret_cast<FakeBuffer*>(buffer);
      });
}
Buffer* MeshBuffer::get_reference_buffer() const {
  return const_cast<Buffer*>(reinterpret_cast<const Buffer*>(this));
}

std::shared_ptr<MeshDevice> MeshDevice::create_unit_mesh(
    int device_id, std::size_t, std::size_t, std::size_t,
    const DispatchCoreConfig&, std::span<const std::uint32_t>, std::size_t) {
  if (device_id != 0) Throw("No chips detected in the cluster");
  return std::make_shared<MeshDevice>();
}
bool MeshDevice::close() { return true; }
CoreCoord MeshDevice::compute_with_storage_grid_size() const {
  return {Chip::Get().info.grid_x, Chip::Get().info.grid_y};
}
MeshCommandQueue& MeshDevice::mesh_command_queue(std::optional<uint8_t>) const {
  return Queue();
}

MeshCoordinate::MeshCoordinate(uint32_t row, uint32_t column)
    : data_(storage_), size_(2), capacity_(8), storage_{row, column} {}
MeshCoordinateRange::MeshCoordinateRange(const MeshCoordinate& start,
                                         const MeshCoordinate& end)
    : start_(start), end_(end), wraps_around_(false) {}

class MeshWorkloadImpl {
 public:
  std::unordered_map<MeshCoordinateRange, Program> programs;
};

MeshWorkload::MeshWorkload() : impl_(std::make_unique<MeshWorkloadImpl>()) {}
MeshWorkload::~MeshWorkload() = default;
void MeshWorkload::add_program(const MeshCoordinateRange&, Program&& program) {
  const MeshCoordinate origin(0, 0);
  impl_->programs.emplace(std::piecewise_construct,
                          std::forward_as_tuple(origin, origin),
                          std::forward_as_tuple(std::move(program)));
}
std::unordered_map<MeshCoordinateRange, Program>& MeshWorkload::get_programs() {
  return impl_->programs;
}

void EnqueueMeshWorkload(MeshCommandQueue& queue, MeshWorkload& workload,
                         bool blocking) {
  queue.enqueue_mesh_workload(workload, blocking);
}
void Finish(MeshCommandQueue& queue, std::span<const SubDeviceId>) {
  static_cast<FakeQueue&>(queue).ThrowIfHung();
}

}  // namespace tt::tt_metal::distributed

std::size_t
std::hash<tt::tt_metal::distributed::MeshCoordinateRange>::operator()(
    const tt::tt_metal::distributed::MeshCoordinateRange&) const noexcept {
  return 0;
}

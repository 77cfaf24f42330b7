// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Accessors of tensors: pages interleaved over the banks, or shards of pages
// dealt to banks in turn.

#pragma once

#include "stddef.h"
#include "stdint.h"
#include "tt_emu/interleaved_addresses.h"
#include "tt_emu/noc_read.h"
#include "tt_emu/noc_write.h"
#include "tt_emu/standard_library.h"
#include "tt_emu/tensor_accessor_args.h"

namespace tensor_accessor {

constexpr uint32_t MAX_RANK = 8;

// A page and where it is.
class Page {
 public:
  Page(uint64_t address, uint32_t page_id)
      : address_(address), page_id_(page_id) {}
  uint64_t noc_addr() const { return address_; }
  uint64_t get_noc_addr() const { return address_; }
  uint32_t page_id() const { return page_id_; }
  uint32_t get_page_id() const { return page_id_; }

 private:
  uint64_t address_;
  uint32_t page_id_;
};

// The pages first .. end - 1 of a tensor.
template <typename Accessor>
class Pages {
 public:
  class Iterator {
   public:
    Iterator(const Accessor& accessor, uint32_t page, uint8_t noc)
        : accessor_(&accessor), page_(page), noc_(noc) {}
    Page operator*() const {
      return Page(accessor_->get_noc_addr(page_, 0, noc_), page_);
    }
    Iterator& operator++() {
      ++page_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++page_;
      return old;
    }
    Iterator& operator+=(uint32_t pages) {
      page_ += pages;
      return *this;
    }
    bool operator==(const Iterator& other) const {
      return page_ == other.page_;
    }
    bool operator!=(const Iterator& other) const {
      return page_ != other.page_;
    }

   private:
    const Accessor* accessor_;
    uint32_t page_;
    uint8_t noc_;
  };

  Pages(const Accessor& accessor, uint32_t first, uint32_t end, uint8_t noc)
      : accessor_(accessor), first_(first), end_(end), noc_(noc) {}
  Iterator begin() const { return Iterator(accessor_, first_, noc_); }
  Iterator end() const { return Iterator(accessor_, end_, noc_); }

 private:
  const Accessor& accessor_;
  uint32_t first_;
  uint32_t end_;
  uint8_t noc_;
};

// How a sharded tensor lies in its banks; shapes count pages.
class Distribution {
 public:
  template <typename Args>
  explicit Distribution(const Args& args)
      : rank_(args.get_rank()), bank_count_(args.get_num_banks()) {
    TtEmuContext* context = tt_emu_context();
    if (rank_ > MAX_RANK) {
      context->api->fail(context, 11, "TensorAccessor: rank %u of at most %u",
                         rank_, MAX_RANK);
    }
    for (uint32_t i = 0; i < rank_; ++i) {
      if constexpr (Args::tensor_shape_is_crta) {
        tensor_shape_[i] =
            get_common_arg_val<uint32_t>(args.tensor_shape_crta_offset() + i);
      } else {
        tensor_shape_[i] = kernel_compile_time_args[Args::tensor_shape_at + i];
      }
      if constexpr (Args::shard_shape_is_crta) {
        shard_shape_[i] =
            get_common_arg_val<uint32_t>(args.shard_shape_crta_offset() + i);
      } else {
        shard_shape_[i] = kernel_compile_time_args[Args::shard_shape_at + i];
      }
      if (shard_shape_[i] == 0) {
        context->api->fail(context, 3, "TensorAccessor: empty shards");
      }
      volume_ *= tensor_shape_[i];
      shard_volume_ *= shard_shape_[i];
    }
    uint32_t shards = 1;
    uint32_t pages = 1;
    for (uint32_t i = rank_; i-- > 0;) {
      grid_strides_[i] = shards;
      shards *= (tensor_shape_[i] + shard_shape_[i] - 1) / shard_shape_[i];
      shard_strides_[i] = pages;
      pages *= shard_shape_[i];
    }
    if constexpr (Args::bank_coords_is_crta) {
      banks_ = reinterpret_cast<const uint32_t*>(
          get_common_arg_addr(args.bank_coords_crta_offset()));
    } else {
      banks_ = kernel_compile_time_args.values + Args::banks_at;
    }
  }

  uint32_t rank() const { return rank_; }
  uint32_t num_banks() const { return bank_count_; }
  uint32_t tensor_volume() const { return volume_; }
  uint32_t shard_volume() const { return shard_volume_; }
  const uint32_t* tensor_shape() const { return tensor_shape_; }
  const uint32_t* shard_shape() const { return shard_shape_; }
  const uint32_t* shard_grid_strides() const { return grid_strides_; }
  const uint32_t* shard_strides() const { return shard_strides_; }

  // x << 8 | y of a bank; of DRAM x is the bank's number.
  uint32_t Bank(uint32_t bank) const {
    return banks_[bank / 2] >> (bank % 2 * 16) & 0xffffu;
  }

 private:
  uint32_t rank_;
  uint32_t bank_count_;
  uint32_t volume_ = 1;
  uint32_t shard_volume_ = 1;
  uint32_t tensor_shape_[MAX_RANK];
  uint32_t shard_shape_[MAX_RANK];
  uint32_t grid_strides_[MAX_RANK];
  uint32_t shard_strides_[MAX_RANK];
  const uint32_t* banks_;
};

}  // namespace tensor_accessor

template <typename Args, bool kSharded = Args::is_sharded>
class TensorAccessor : public InterleavedAddrGen<Args::is_dram> {
 public:
  static constexpr bool is_dram = Args::is_dram;

  TensorAccessor(const Args&, size_t bank_base_address, uint32_t page_size = 0)
      : InterleavedAddrGen<Args::is_dram>{
            static_cast<uint32_t>(bank_base_address), page_size} {}

  tensor_accessor::Pages<TensorAccessor> pages(uint32_t start_page_id,
                                               uint32_t end_page_id,
                                               uint8_t noc = noc_index) const {
    return {*this, start_page_id, end_page_id, noc};
  }
};

template <typename Args>
class TensorAccessor<Args, true> {
 public:
  static constexpr bool is_dram = Args::is_dram;
  struct PageMapping {
    size_t bank_id;
    size_t bank_page_offset;
  };

  TensorAccessor(const Args& args, size_t bank_base_address,
                 uint32_t page_size = 0)
      : bank_base_address(bank_base_address),
        page_size(page_size),
        distribution_(args) {}

  const tensor_accessor::Distribution& dspec() const { return distribution_; }

  PageMapping get_bank_and_offset(uint32_t page_id) const {
    if (page_id >= distribution_.tensor_volume()) {
      TtEmuContext* context = tt_emu_context();
      context->api->fail(context, 11, "TensorAccessor: page %u of %u", page_id,
                         distribution_.tensor_volume());
    }
    uint32_t coordinates[tensor_accessor::MAX_RANK];
    for (uint32_t i = distribution_.rank(); i-- > 0;) {
      coordinates[i] = page_id % distribution_.tensor_shape()[i];
      page_id /= distribution_.tensor_shape()[i];
    }
    return MappingOf(coordinates);
  }

  FORCE_INLINE uint64_t get_noc_addr(uint32_t page_id, uint32_t offset = 0,
                                     uint8_t noc = noc_index) const {
    return Address(get_bank_and_offset(page_id), offset, noc);
  }
  // Coordinates of a page, as an array.
  template <typename Array, typename = decltype(Array()[0])>
  FORCE_INLINE uint64_t get_noc_addr(const Array coordinates,
                                     uint32_t offset = 0,
                                     uint8_t noc = noc_index) const {
    return Address(MappingOf(coordinates), offset, noc);
  }
  FORCE_INLINE uint64_t get_shard_noc_addr(uint32_t shard_id,
                                           uint32_t offset = 0,
                                           uint8_t noc = noc_index) const {
    const uint32_t banks = distribution_.num_banks();
    return Address(
        {shard_id % banks, shard_id / banks * distribution_.shard_volume()},
        offset, noc);
  }

  bool is_local_bank(uint32_t virtual_x, uint32_t virtual_y,
                     uint8_t noc = noc_index) const {
    return virtual_x == my_x[noc] && virtual_y == my_y[noc];
  }
  bool is_local_page(uint32_t page_id, uint8_t noc = noc_index) const {
    return IsLocal(get_bank_and_offset(page_id).bank_id, noc);
  }
  bool is_local_shard(uint32_t shard_id, uint8_t noc = noc_index) const {
    return IsLocal(shard_id % distribution_.num_banks(), noc);
  }
  tensor_accessor::Pages<TensorAccessor> pages(uint32_t start_page_id = 0,
                                               uint32_t end_page_id = 0,
                                               uint8_t noc = noc_index) const {
    return {*this, start_page_id,
            end_page_id == 0 ? distribution_.tensor_volume() : end_page_id,
            noc};
  }

  const size_t bank_base_address;
  const uint32_t page_size;

 private:
  template <typename Coordinates>
  PageMapping MappingOf(const Coordinates& coordinates) const {
    uint32_t shard = 0;
    uint32_t page = 0;
    for (uint32_t i = 0; i < distribution_.rank(); ++i) {
      const uint32_t at = coordinates[i];
      const uint32_t side = distribution_.shard_shape()[i];
      shard += at / side * distribution_.shard_grid_strides()[i];
      page += at % side * distribution_.shard_strides()[i];
    }
    const uint32_t banks = distribution_.num_banks();
    return {shard % banks, shard / banks * distribution_.shard_volume() + page};
  }

  uint64_t Address(PageMapping page, uint32_t offset, uint8_t noc) const {
    const uint32_t bank = distribution_.Bank(page.bank_id);
    const uint64_t local =
        bank_base_address + page.bank_page_offset * page_size + offset;
    if constexpr (is_dram) {
      return get_noc_addr_from_bank_id<true>(bank >> 8, local, noc);
    } else {
      return ::get_noc_addr(bank >> 8, bank & 0xff, local, noc);
    }
  }

  bool IsLocal(uint32_t bank_id, uint8_t noc) const {
    const uint32_t bank = distribution_.Bank(bank_id);
    return !is_dram && is_local_bank(bank >> 8, bank & 0xff, noc);
  }

  tensor_accessor::Distribution distribution_;
};

template <size_t CTA_OFFSET, size_t CRTA_OFFSET>
TensorAccessor(const TensorAccessorArgs<CTA_OFFSET, CRTA_OFFSET>&, size_t,
               uint32_t = 0)
    -> TensorAccessor<TensorAccessorArgs<CTA_OFFSET, CRTA_OFFSET>>;

template <typename Args>
FORCE_INLINE uint64_t get_noc_addr(const uint32_t id,
                                   const TensorAccessor<Args>& accessor,
                                   uint32_t offset = 0,
                                   uint8_t noc = noc_index) {
  return accessor.get_noc_addr(id, offset, noc);
}

// Whole shards.
template <typename Args>
FORCE_INLINE void noc_async_read_shard(uint32_t shard_id,
                                       const TensorAccessor<Args>& accessor,
                                       uint32_t dst_local_l1_addr,
                                       uint8_t noc = noc_index) {
  noc_async_read(accessor.get_shard_noc_addr(shard_id, 0, noc),
                 dst_local_l1_addr,
                 accessor.dspec().shard_volume() * accessor.page_size, noc);
}

template <typename Args>
FORCE_INLINE void noc_async_write_shard(uint32_t shard_id,
                                        const TensorAccessor<Args>& accessor,
                                        uint32_t src_local_l1_addr,
                                        uint8_t noc = noc_index) {
  noc_async_write(src_local_l1_addr,
                  accessor.get_shard_noc_addr(shard_id, 0, noc),
                  accessor.dspec().shard_volume() * accessor.page_size, noc);
}

#ifdef TT_EMU_STANDARD_LIBRARY
namespace tt_emu {

template <uint32_t kTensor, uint32_t kOffset>
constexpr uint32_t AccessorArgsOffset() {
  if constexpr (kTensor == 0) {
    return kOffset;
  } else {
    return TensorAccessorArgs<AccessorArgsOffset<kTensor - 1, kOffset>()>::
        next_compile_time_args_offset();
  }
}

template <uint32_t kOffset, uint32_t... kTensors>
constexpr auto AccessorArgsTuple(std::integer_sequence<uint32_t, kTensors...>) {
  return std::make_tuple(
      TensorAccessorArgs<AccessorArgsOffset<kTensors, kOffset>()>()...);
}

template <typename... Args, uint32_t... kTensors>
auto AccessorTuple(const std::tuple<Args...>& args, uint32_t addresses,
                   uint32_t page_sizes,
                   std::integer_sequence<uint32_t, kTensors...>) {
  return std::make_tuple(TensorAccessor(
      std::get<kTensors>(args), get_arg_val<uint32_t>(addresses + kTensors),
      kernel_compile_time_args[page_sizes + kTensors])...);
}

}  // namespace tt_emu

// The arguments of NUM_TENSORS accessors that follow each other.
template <uint32_t NUM_TENSORS, uint32_t CTA_OFFSET>
constexpr auto make_tensor_accessor_args_tuple() {
  return tt_emu::AccessorArgsTuple<CTA_OFFSET>(
      std::make_integer_sequence<uint32_t, NUM_TENSORS>());
}

template <typename... Args>
auto make_tensor_accessor_tuple(const std::tuple<Args...>& args,
                                uint32_t address_rt_arg_index_start,
                                uint32_t page_size_ct_arg_index_start) {
  return tt_emu::AccessorTuple(
      args, address_rt_arg_index_start, page_size_ct_arg_index_start,
      std::make_integer_sequence<uint32_t, sizeof...(Args)>());
}

// An accessor of any kind.
class AbstractTensorAccessorWrapper {
 public:
  AbstractTensorAccessorWrapper() = default;
  template <typename Accessor>
  AbstractTensorAccessorWrapper(const Accessor& accessor)
      : accessor_(&accessor),
        address_(
            [](const void* self, uint32_t page, uint32_t offset, uint8_t noc) {
              return static_cast<const Accessor*>(self)->get_noc_addr(
                  page, offset, noc);
            }) {}
  uint64_t get_noc_addr(uint32_t page_idx, uint32_t offset = 0,
                        uint8_t noc = noc_index) const {
    return address_(accessor_, page_idx, offset, noc);
  }

 private:
  const void* accessor_ = nullptr;
  uint64_t (*address_)(const void*, uint32_t, uint32_t, uint8_t) = nullptr;
};

template <typename... Accessors>
auto make_abstract_tensor_accessor_wrappers(
    const std::tuple<Accessors...>& accessors) {
  return std::apply(
      [](const auto&... each) {
        return std::array<AbstractTensorAccessorWrapper, sizeof...(each)>{
            AbstractTensorAccessorWrapper(each)...};
      },
      accessors);
}
#endif

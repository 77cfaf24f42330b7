// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// DPRINT << "value " << x << ENDL(): text from kernels, printed by the device
// where IREE_TENSTORRENT_DPRINT is set.

#pragma once

#include <stdint.h>

#include "risc_attribs.h"
#include "tt_emu/kernel_abi.h"

struct ENDL {};
struct FIXED {};
struct DEFAULTFLOAT {};
struct HEX {};
struct OCT {};
struct DEC {};
struct SETPRECISION {
  explicit SETPRECISION(char digits) : digits(digits) {}
  char digits;
};
struct SETW {
  explicit SETW(char width, bool sticky = true)
      : width(width), sticky(sticky) {}
  char width;
  bool sticky;
};
struct BF16 {
  explicit BF16(uint16_t bits) : bits(bits) {}
  uint16_t bits;
};
struct F32 {
  explicit F32(float value) : value(value) {}
  float value;
};
struct U32 {
  explicit U32(uint32_t value) : value(value) {}
  uint32_t value;
};

// One statement's text; handed over at its end.
class DebugPrinter {
 public:
  ~DebugPrinter() {
    if (size_ == 0) return;
    TtEmuContext* context = tt_emu_context();
    context->api->print(context, text_, size_);
  }

  DebugPrinter& operator<<(const char* text) { return Format("%*s", text); }
  DebugPrinter& operator<<(char c) {
    const char text[2] = {c, 0};
    return *this << text;
  }
  DebugPrinter& operator<<(bool value) {
    return *this << static_cast<int>(value);
  }
  DebugPrinter& operator<<(int8_t value) {
    return *this << static_cast<int64_t>(value);
  }
  DebugPrinter& operator<<(int16_t value) {
    return *this << static_cast<int64_t>(value);
  }
  DebugPrinter& operator<<(int32_t value) {
    return *this << static_cast<int64_t>(value);
  }
  DebugPrinter& operator<<(int64_t value) {
    if (base_ != 'd') return *this << static_cast<uint64_t>(value);
    return Format("%*lld", static_cast<long long>(value));
  }
  DebugPrinter& operator<<(uint8_t value) {
    return *this << static_cast<uint64_t>(value);
  }
  DebugPrinter& operator<<(uint16_t value) {
    return *this << static_cast<uint64_t>(value);
  }
  DebugPrinter& operator<<(uint32_t value) {
    return *this << static_cast<uint64_t>(value);
  }
  DebugPrinter& operator<<(uint64_t value) {
    const auto number = static_cast<unsigned long long>(value);
    return base_ == 'x'   ? Format("%*llx", number)
           : base_ == 'o' ? Format("%*llo", number)
                          : Format("%*llu", number);
  }
  DebugPrinter& operator<<(float value) {
    return FormatFloat(static_cast<double>(value));
  }
  DebugPrinter& operator<<(double value) { return FormatFloat(value); }
  DebugPrinter& operator<<(BF16 value) {
    const uint32_t bits = static_cast<uint32_t>(value.bits) << 16;
    float number;
    __builtin_memcpy(&number, &bits, sizeof(number));
    return *this << number;
  }
  DebugPrinter& operator<<(F32 value) { return *this << value.value; }
  DebugPrinter& operator<<(U32 value) { return *this << value.value; }

  DebugPrinter& operator<<(ENDL) { return *this << '\n'; }
  DebugPrinter& operator<<(HEX) { return SetBase('x'); }
  DebugPrinter& operator<<(OCT) { return SetBase('o'); }
  DebugPrinter& operator<<(DEC) { return SetBase('d'); }
  DebugPrinter& operator<<(FIXED) {
    fixed_ = true;
    return *this;
  }
  DebugPrinter& operator<<(DEFAULTFLOAT) {
    fixed_ = false;
    return *this;
  }
  DebugPrinter& operator<<(SETPRECISION precision) {
    precision_ = precision.digits;
    return *this;
  }
  DebugPrinter& operator<<(SETW width) {
    width_ = width.width;
    sticky_ = width.sticky;
    return *this;
  }

 private:
  static constexpr uint32_t kCapacity = 480;

  DebugPrinter& SetBase(char base) {
    base_ = base;
    return *this;
  }

  DebugPrinter& FormatFloat(double value) {
    const uint32_t room = kCapacity - size_;
    Advance(__builtin_snprintf(text_ + size_, room, fixed_ ? "%*.*f" : "%*.*g",
                               width_, precision_, value),
            room);
    return *this;
  }

  template <typename T>
  DebugPrinter& Format(const char* format, T value) {
    const uint32_t room = kCapacity - size_;
    Advance(__builtin_snprintf(text_ + size_, room, format, width_, value),
            room);
    return *this;
  }

  // `room` bounds what was written; the rest of a longer text is lost.
  void Advance(int written, uint32_t room) {
    if (written > 0) {
      const uint32_t count = static_cast<uint32_t>(written);
      size_ += count < room ? count : room - 1;
    }
    if (!sticky_) width_ = 0;
  }

  char text_[kCapacity];
  uint32_t size_ = 0;
  int width_ = 0;
  int precision_ = 6;
  bool sticky_ = false;
  bool fixed_ = false;
  char base_ = 'd';
};

#define DPRINT                            \
  if (!tt_emu_context()->print_enabled) { \
  } else                                  \
    DebugPrinter()

// The three threads of a compute processor are one in the emulator: each of
// these prints once.
#if defined(COMPILE_FOR_TRISC)
#define DPRINT_UNPACK(x) x
#define DPRINT_MATH(x) x
#define DPRINT_PACK(x) x
#define DPRINT_DATA0(x)
#define DPRINT_DATA1(x)
#else
#define DPRINT_UNPACK(x)
#define DPRINT_MATH(x)
#define DPRINT_PACK(x)
#define DPRINT_DATA0(x) \
  if (NOC_INDEX == 0) { \
    x;                  \
  }
#define DPRINT_DATA1(x) \
  if (NOC_INDEX == 1) { \
    x;                  \
  }
#endif

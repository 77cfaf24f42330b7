// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declares the vector types and functions of SFPI, the C++ of the SFPU, that
// tt-metal's headers use. For type checks only: nothing here is ever run, so
// no function does anything.

#ifndef TENSTORRENT_DECLARATIONS_SFPI_H_
#define TENSTORRENT_DECLARATIONS_SFPI_H_

#include <stdint.h>

#define sfpi_inline inline __attribute__((always_inline))

// Modes of instructions, of which only the names matter here.
enum : unsigned {
  SFPEXMAN_MOD1_PAD9,
  SFPIADD_MOD1_ARG_2SCOMP_LREG_DST,
  SFPIADD_MOD1_ARG_IMM,
  SFPIADD_MOD1_CC_NONE,
  SFPLOADI_MOD0_FLOATB,
  SFPLOADI_MOD0_LOWER,
  SFPLOADI_MOD0_UPPER,
  SFPLOADI_MOD0_USHORT,
  SFPLOAD_ADDR_MODE_NOINC,
  SFPLOAD_MOD0_FMT_SRCB,
  SFPLUTFP32_MOD0_FP16_6ENTRY_TABLE1,
  SFPLZ_MOD1_CC_NE0,
  SFPMAD_MOD1_INDIRECT_VD,
  SFPMAD_MOD1_NEGATE_VA,
  SFPMUL24_MOD1_LOWER,
  SFPMUL24_MOD1_UPPER,
  SFPSETCC_MOD1_LREG_EQ0,
  SFPSETCC_MOD1_LREG_NE0,
  SFPSHFT2_MOD1_SHFT_IMM,
  SFPSHFT2_MOD1_SHFT_LREG,
  SFPSHFT_MOD1_ARG_IMM,
  SFPSHFT_MOD1_ARG_IMM_USE_VC,
  SFPSTORE_MOD0_FMT_SRCB,
  SFPSWAP_MOD1_VEC_MIN_MAX,
};

namespace sfpi {

using ::SFPEXMAN_MOD1_PAD9;
using ::SFPIADD_MOD1_ARG_2SCOMP_LREG_DST;
using ::SFPIADD_MOD1_ARG_IMM;
using ::SFPIADD_MOD1_CC_NONE;
using ::SFPLOAD_ADDR_MODE_NOINC;
using ::SFPLOAD_MOD0_FMT_SRCB;
using ::SFPLOADI_MOD0_FLOATB;
using ::SFPLOADI_MOD0_LOWER;
using ::SFPLOADI_MOD0_UPPER;
using ::SFPLOADI_MOD0_USHORT;
using ::SFPLUTFP32_MOD0_FP16_6ENTRY_TABLE1;
using ::SFPLZ_MOD1_CC_NE0;
using ::SFPMAD_MOD1_INDIRECT_VD;
using ::SFPMAD_MOD1_NEGATE_VA;
using ::SFPMUL24_MOD1_LOWER;
using ::SFPMUL24_MOD1_UPPER;
using ::SFPSETCC_MOD1_LREG_EQ0;
using ::SFPSETCC_MOD1_LREG_NE0;
using ::SFPSHFT2_MOD1_SHFT_IMM;
using ::SFPSHFT2_MOD1_SHFT_LREG;
using ::SFPSHFT_MOD1_ARG_IMM;
using ::SFPSHFT_MOD1_ARG_IMM_USE_VC;
using ::SFPSTORE_MOD0_FMT_SRCB;
using ::SFPSWAP_MOD1_VEC_MIN_MAX;

class vFloat;
class vInt;
class vUInt;

// What the compiler calls a vector register.
struct Register {};

// Which lanes are on; the result of a comparison.
class vBool {
 public:
  vBool operator&&(const vBool&) const { return *this; }
  vBool operator||(const vBool&) const { return *this; }
  vBool operator!() const { return *this; }
};

// A scalar that is loaded into all lanes as a 16-bit float.
class s2vFloat16 {
 public:
  enum Format { fp16a, fp16b };
  template <typename T>
  constexpr s2vFloat16(T value, Format format = fp16b) {}
};

class s2vFloat16a : public s2vFloat16 {
 public:
  template <typename T>
  constexpr s2vFloat16a(T value) : s2vFloat16(value, fp16a) {}
};

class s2vFloat16b : public s2vFloat16 {
 public:
  template <typename T>
  constexpr s2vFloat16b(T value) : s2vFloat16(value, fp16b) {}
};

// Constant registers; the program may set three of them.
struct vConstFloat {
  template <typename T>
  void operator=(const T&) const {}
  vFloat operator-() const;
};
struct vConstInt {
  template <typename T>
  void operator=(const T&) const {}
};

struct vDstElement;
struct vLocalRegister;

class vFloat {
 public:
  vFloat() {}
  vFloat(Register) {}
  Register get() const { return {}; }
  vFloat(float) {}
  vFloat(s2vFloat16) {}
  vFloat(vConstFloat) {}
  inline vFloat(const vDstElement&);
  inline vFloat(const vLocalRegister&);
  vFloat operator-() const { return *this; }
  vFloat& operator+=(const vFloat&) { return *this; }
  vFloat& operator-=(const vFloat&) { return *this; }
  vFloat& operator*=(const vFloat&) { return *this; }
};

inline vFloat vConstFloat::operator-() const { return vFloat(*this); }

namespace declared {

// What the two integer types have alike.
template <typename Self>
class Integer {
 public:
  Self& operator+=(const Self&) { return self(); }
  Self& operator-=(const Self&) { return self(); }
  Self& operator&=(const Self&) { return self(); }
  Self& operator|=(const Self&) { return self(); }
  Self& operator^=(const Self&) { return self(); }
  Self& operator<<=(uint32_t) { return self(); }
  Self& operator>>=(uint32_t) { return self(); }
  Self operator~() const { return Self(); }
  Self operator-() const { return Self(); }
  Self operator++(int) { return Self(); }
  Self operator--(int) { return Self(); }
  Self& operator++() { return self(); }
  Self& operator--() { return self(); }
  Self operator<<(uint32_t) const { return Self(); }
  Self operator>>(uint32_t) const { return Self(); }

 private:
  Self& self() { return static_cast<Self&>(*this); }
};

}  // namespace declared

class vInt : public declared::Integer<vInt> {
 public:
  vInt() {}
  vInt(Register) {}
  Register get() const { return {}; }
  vInt(int) {}
  vInt(int32_t, int) {}
  vInt(unsigned) {}
  vInt(long) {}
  vInt(unsigned long) {}
  vInt(vConstInt) {}
  inline vInt(const vUInt&);
  vInt(const vBool&) {}
  inline vInt(const vDstElement&);
  inline vInt(const vLocalRegister&);
};

class vUInt : public declared::Integer<vUInt> {
 public:
  vUInt() {}
  vUInt(Register) {}
  Register get() const { return {}; }
  vUInt(int) {}
  vUInt(unsigned) {}
  vUInt(long) {}
  vUInt(unsigned long) {}
  vUInt(vConstInt) {}
  vUInt(const vInt&) {}
  inline vUInt(const vDstElement&);
  inline vUInt(const vLocalRegister&);
};

inline vInt::vInt(const vUInt&) {}

// An element of DST.
struct vDstElement {
  void operator=(const vFloat&) const {}
  void operator=(const vInt&) const {}
  void operator=(const vUInt&) const {}
  void operator=(float) const {}
  void operator=(int) const {}
  void operator=(s2vFloat16) const {}
  void operator=(vConstFloat) const {}
  void operator=(const vDstElement&) const {}
  template <typename T>
  void operator+=(const T&) const {}
  template <typename T>
  void operator-=(const T&) const {}
  template <typename T>
  void operator*=(const T&) const {}
  vFloat operator-() const { return vFloat(); }
  uint32_t get() const { return 0; }
};

struct vDst {
  vDstElement operator[](int) const { return {}; }
  void operator++(int) const {}
  void operator++() const {}
  void operator+=(int) const {}
  void operator-=(int) const {}
};
inline constexpr vDst dst_reg;

// One of the SFPU's eight registers by number.
enum class LRegs { LReg0, LReg1, LReg2, LReg3, LReg4, LReg5, LReg6, LReg7 };
struct vLocalRegister {
  template <typename T>
  void operator=(const T&) const {}
};
struct vLocalRegisters {
  vLocalRegister operator[](LRegs) const { return {}; }
};
inline constexpr vLocalRegisters l_reg;

inline vFloat::vFloat(const vDstElement&) {}
inline vFloat::vFloat(const vLocalRegister&) {}
inline vInt::vInt(const vDstElement&) {}
inline vInt::vInt(const vLocalRegister&) {}
inline vUInt::vUInt(const vDstElement&) {}
inline vUInt::vUInt(const vLocalRegister&) {}

inline constexpr vConstFloat vConst0, vConst1, vConstNeg1, vConst0p8373,
    vConstFloatPrgm0, vConstFloatPrgm1, vConstFloatPrgm2, vConst1Ln2, vConstLn2;
inline constexpr vConstInt vConstIntPrgm0, vConstIntPrgm1, vConstIntPrgm2,
    vConstTileId;

namespace declared {

enum Kind { kNone, kInt, kUInt, kFloat };

template <typename T>
constexpr Kind kKind = kNone;
template <>
constexpr Kind kKind<vInt> = kInt;
template <>
constexpr Kind kKind<vConstInt> = kInt;
template <>
constexpr Kind kKind<vUInt> = kUInt;
template <>
constexpr Kind kKind<vFloat> = kFloat;
template <>
constexpr Kind kKind<vConstFloat> = kFloat;
template <>
constexpr Kind kKind<vDstElement> = kFloat;
template <>
constexpr Kind kKind<vLocalRegister> = kFloat;

template <Kind kind>
struct Vector {};
template <>
struct Vector<kInt> {
  typedef vInt type;
  typedef vBool comparison;
};
template <>
struct Vector<kUInt> {
  typedef vUInt type;
  typedef vBool comparison;
};
template <>
struct Vector<kFloat> {
  typedef vFloat type;
  typedef vBool comparison;
};

template <typename A, typename B>
using Common = Vector<(kKind<A> > kKind<B> ? kKind<A> : kKind<B>)>;

}  // namespace declared

#define DECLARED_OPERATOR(op, result)                                    \
  template <typename A, typename B>                                      \
  inline typename declared::Common<A, B>::result operator op(const A&,   \
                                                             const B&) { \
    return {};                                                           \
  }
DECLARED_OPERATOR(+, type)
DECLARED_OPERATOR(-, type)
DECLARED_OPERATOR(*, type)
DECLARED_OPERATOR(&, type)
DECLARED_OPERATOR(|, type)
DECLARED_OPERATOR(^, type)
DECLARED_OPERATOR(==, comparison)
DECLARED_OPERATOR(!=, comparison)
DECLARED_OPERATOR(<, comparison)
DECLARED_OPERATOR(<=, comparison)
DECLARED_OPERATOR(>, comparison)
DECLARED_OPERATOR(>=, comparison)
#undef DECLARED_OPERATOR

template <typename To, typename From>
inline To reinterpret(const From&) {
  return To();
}
inline vFloat abs(const vFloat& a) { return a; }
inline vInt abs(const vInt& a) { return a; }
inline vInt exexp(const vFloat&) { return 0; }
inline vInt exexp_nodebias(const vFloat&) { return 0; }
inline vInt exman8(const vFloat&) { return 0; }
inline vInt exman9(const vFloat&) { return 0; }
template <typename T>
inline vFloat setexp(const vFloat& a, const T&) {
  return a;
}
template <typename T>
inline vFloat setman(const vFloat& a, const T&) {
  return a;
}
template <typename T>
inline vFloat setsgn(const vFloat& a, const T&) {
  return a;
}
template <typename T>
inline vInt setsgn(const vInt& a, const T&) {
  return a;
}
template <typename T>
inline vFloat copysgn(const vFloat& a, const T&) {
  return a;
}
inline vFloat addexp(const vFloat& a, int) { return a; }
template <typename T>
inline vUInt shft(const vUInt& a, const T&) {
  return a;
}
inline vInt lz(const vInt& a) { return a; }
inline vFloat int32_to_float(const vInt&, int rounding = 1) { return 0.0f; }
inline vUInt float_to_fp16a(const vFloat&, int rounding = 1) { return 0; }
inline vUInt float_to_fp16b(const vFloat&, int rounding = 1) { return 0; }
inline vInt float_to_int16(const vFloat&, int rounding = 1) { return 0; }
inline vUInt float_to_uint16(const vFloat&, int rounding = 1) { return 0; }
inline vUInt float_to_uint8(const vFloat&, int rounding = 1) { return 0; }
template <typename... Registers>
inline vFloat lut(const vFloat& a, const Registers&...) {
  return a;
}
template <typename... Registers>
inline vFloat lut2(const vFloat& a, const Registers&...) {
  return a;
}
template <typename... Registers>
inline vFloat lut2_sign(const vFloat& a, const Registers&...) {
  return a;
}
inline void vec_min_max(vFloat&, vFloat&) {}
inline void vec_min_max(vInt&, vInt&) {}
inline void vec_swap(vFloat&, vFloat&) {}
inline vFloat approx_recip(const vFloat& a) { return a; }
inline vFloat approx_exp(const vFloat& a) { return a; }

// Lanes are conditions of code that runs once.
#define v_if(...) \
  {               \
    {             \
      (void)(__VA_ARGS__);
#define v_elseif(...) \
  }                   \
  {                   \
    (void)(__VA_ARGS__);
#define v_else \
  }            \
  {
#define v_endif \
  }             \
  }
#define v_block {
#define v_endblock }
#define v_and(...) (void)(__VA_ARGS__)

}  // namespace sfpi

// The compiler's own names for SFPU instructions.
#define DECLARED_INSTRUCTION(name)                 \
  template <typename... Operands>                  \
  inline sfpi::Register name(const Operands&...) { \
    return {};                                     \
  }
DECLARED_INSTRUCTION(__builtin_rvtt_bh_sfpmul24)
DECLARED_INSTRUCTION(__builtin_rvtt_sfpload)
DECLARED_INSTRUCTION(__builtin_rvtt_sfpshft2_i)
DECLARED_INSTRUCTION(__builtin_rvtt_sfpshft2_v)
DECLARED_INSTRUCTION(__builtin_rvtt_sfpstore)
#undef DECLARED_INSTRUCTION
inline void __builtin_rvtt_sfpnop() {}

#endif  // TENSTORRENT_DECLARATIONS_SFPI_H_

// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// What is computed between f16 operations is rounded to f16 in DST; what is stored the packer rounds.

// CHECK: lowering: elementwise
// CHECK: void MAIN {
// CHECK: mul_binary_tile(
// CHECK: bitwise_and_tile({{.}}, 2139095040);
// CHECK: unary_max_tile({{.}}, 947912704);
// CHECK: unary_min_tile({{.}}, 1199570944);
// CHECK: mul_unary_tile({{.}}, 1178599424);
// CHECK: add_binary_tile(
// CHECK: sub_binary_tile(
// CHECK: bitwise_or_binary_tile(
// CHECK: add_binary_tile(
// CHECK-NOT: bitwise
// CHECK: pack_tile(
func.func @main(%x: tensor<40x64xf16>, %y: tensor<40x64xf16>) -> tensor<40x64xf16> {
  %0 = stablehlo.multiply %x, %y : tensor<40x64xf16>
  %1 = stablehlo.add %0, %x : tensor<40x64xf16>
  return %1 : tensor<40x64xf16>
}

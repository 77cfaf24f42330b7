// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// The argmax that torch and ONNX have is a comparison of linalg_ext: again the largest element, then its position.

// CHECK: lowering: reduction
// CHECK: write_tile_positions<1>(
// CHECK: void MAIN {
// CHECK: sfpu_reduce<PoolType::MAX, DataFormat::Float32>(0);
// CHECK: sfpu_reduce<PoolType::MIN, DataFormat::Int32>(0);
func.func @main(%x: tensor<40x64xf32>) -> tensor<40xi32> {
  %low = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<40xf32>
  %i = tensor.empty() : tensor<40xi32>
  %f = linalg.fill ins(%low : f32) outs(%e : tensor<40xf32>) -> tensor<40xf32>
  %g = linalg.fill ins(%zero : i32) outs(%i : tensor<40xi32>) -> tensor<40xi32>
  %r:2 = iree_linalg_ext.arg_compare dimension(1) ins(%x : tensor<40x64xf32>)
      outs(%f, %g : tensor<40xf32>, tensor<40xi32>) {
  ^bb0(%a: f32, %b: f32):
    %p = arith.cmpf ogt, %a, %b : f32
    iree_linalg_ext.yield %p : i1
  } -> tensor<40xf32>, tensor<40xi32>
  return %r#1 : tensor<40xi32>
}

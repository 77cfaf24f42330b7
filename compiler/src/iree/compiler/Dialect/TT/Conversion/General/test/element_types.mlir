// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// i4 is packed two to a byte in memory.

// CHECK: // program: packed_dispatch_0
// CHECK: load_packed<4>(cache,
// CHECK: store_packed<4>(cache,
func.func @packed(%a: tensor<64xi4>) -> tensor<64xi4> {
  %r = arith.addi %a, %a : tensor<64xi4>
  return %r : tensor<64xi4>
}

// A complex element is a pair of loads.

// CHECK: // program: complex_dispatch_0
// CHECK: Complex<float>
func.func @complex(%a: tensor<8xcomplex<f32>>) -> tensor<8xcomplex<f32>> {
  %e = tensor.empty() : tensor<8xcomplex<f32>>
  %r = linalg.generic {
    indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]
  } ins(%a : tensor<8xcomplex<f32>>) outs(%e : tensor<8xcomplex<f32>>) {
  ^bb0(%x: complex<f32>, %out: complex<f32>):
    %y = complex.mul %x, %x : complex<f32>
    linalg.yield %y : complex<f32>
  } -> tensor<8xcomplex<f32>>
  return %r : tensor<8xcomplex<f32>>
}

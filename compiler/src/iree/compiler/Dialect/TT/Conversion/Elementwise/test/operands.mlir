// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Operands besides whole tensors, and results in parts of tensors.

// Sizes come from push constants, and so do the tiles.
// CHECK: // program: dynamic_dispatch_0{{.*}} lowering: elementwise
// CHECK: const uint32_t constant0 = get_common_arg_val<uint32_t>(12);
// CHECK: copy_boundary<uint32_t>(cb_out0_offset, core, cores, {[[SIZE:v[0-9]+|constant0]], 0, 1});
func.func @dynamic(%a: tensor<?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %a, %c0 : tensor<?xf32>
  %e = tensor.empty(%n) : tensor<?xf32>
  %r = linalg.generic {
    indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]
  } ins(%a : tensor<?xf32>) outs(%e : tensor<?xf32>) {
  ^bb0(%x: f32, %out: f32):
    %s = math.tanh %x : f32
    linalg.yield %s : f32
  } -> tensor<?xf32>
  return %r : tensor<?xf32>
}

// The loops' numbers as values are counted, not read.
// CHECK: // program: numbers_dispatch_0{{.*}} lowering: elementwise
// CHECK: count_elements(0, first, count, cb_in1_l1, {30, 0, 40, 1});
func.func @numbers(%a: tensor<30x40xf32>) -> tensor<30x40xf32> {
  %i = stablehlo.iota dim = 1 : tensor<30x40xi32>
  %f = stablehlo.convert %i : (tensor<30x40xi32>) -> tensor<30x40xf32>
  %r = stablehlo.add %a, %f : tensor<30x40xf32>
  return %r : tensor<30x40xf32>
}

// A small constant tensor lies in L1.
// CHECK: // program: table_dispatch_0{{.*}} lowering: elementwise
// CHECK: = 0xc0600000u;
// CHECK: table_elements<uint32_t>(tables, first, count, cb_in{{[01]}}_l1, {30, 0, 4, 1});
func.func @table(%a: tensor<30x4xf32>) -> tensor<30x4xf32> {
  %t = stablehlo.constant dense<[1.0, 2.0, -3.5, 4.0]> : tensor<4xf32>
  %f = stablehlo.broadcast_in_dim %t, dims = [1] : (tensor<4xf32>) -> tensor<30x4xf32>
  %r = stablehlo.multiply %a, %f : tensor<30x4xf32>
  return %r : tensor<30x4xf32>
}

// A strided operand.
// CHECK: // program: steps_dispatch_0{{.*}} lowering: elementwise
// CHECK: read_elements<uint32_t, uint32_t>(arena, window, cb_in0_offset, first, count, cb_in0_l1, {50, 200, 50, 2});
func.func @steps(%x: tensor<100x200xf32>) -> tensor<50x50xf32> {
  %r = stablehlo.slice %x [3:53, 20:120:2] : (tensor<100x200xf32>) -> tensor<50x50xf32>
  %s = stablehlo.multiply %r, %r : tensor<50x50xf32>
  return %s : tensor<50x50xf32>
}

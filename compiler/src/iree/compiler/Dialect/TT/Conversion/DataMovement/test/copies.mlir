// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-input-demote-f64-to-f32=false --compile-to=tt-kernels %s | FileCheck %s

// Both kernels walk the same runs of the result; loops that are one walk are merged.

// A slice with steps: rows of 10 elements that lie 2 apart.
// CHECK: // program: slice_dispatch_0{{.*}} lowering: data-movement
// CHECK: const uint64_t source0 = source0_binding + 404;
// CHECK: const uint32_t begin = copy_boundary<uint32_t>(target0, core, cores, {10, 40, 10, 10, 2, 1});
// CHECK: copy_read<uint32_t>(arena, window, cb_copy0, source0, target0, begin, end, 100,
// CHECK: copy_write<uint32_t>(arena, cb_copy0, target0, begin, end, 100,
func.func @slice(%x: tensor<100x20xf32>) -> tensor<10x10xf32> {
  %r = stablehlo.slice %x [5:25:2, 1:20:2] : (tensor<100x20xf32>) -> tensor<10x10xf32>
  return %r : tensor<10x10xf32>
}

// A part of a larger tensor: rows of 20 in rows of 50, wherever it begins.
// CHECK: // program: concatenate_dispatch
// CHECK: copy_read<uint16_t>(arena, window, cb_copy0, source0, target0, begin, end, 20, {10, 20, 50, 20, 1, 1});
func.func @concatenate(%x: tensor<10x20xf16>, %y: tensor<10x30xf16>) -> tensor<10x50xf16> {
  %r = stablehlo.concatenate %x, %y, dim = 1 : (tensor<10x20xf16>, tensor<10x30xf16>) -> tensor<10x50xf16>
  return %r : tensor<10x50xf16>
}

// Reversal is a step of -1, out of the flat index's remainder.
// CHECK: // program: reverse_dispatch_0
// CHECK: {10, 20, 20, 20, 0xffffffffu, 1}
func.func @reverse(%x: tensor<10x20xi8>) -> tensor<10x20xi8> {
  %r = stablehlo.reverse %x, dims = [1] : tensor<10x20xi8>
  return %r : tensor<10x20xi8>
}

// A complex<f64> is two elements of 8 bytes.
// CHECK: // program: broadcast_dispatch_0
// CHECK: copy_read<uint64_t>(arena, window, cb_copy0, source0, target0, begin, end, 280, {7, 0, 40, 40, 1, 1});
func.func @broadcast(%x: tensor<20xcomplex<f64>>) -> tensor<7x20xcomplex<f64>> {
  %r = stablehlo.broadcast_in_dim %x, dims = [1] : (tensor<20xcomplex<f64>>) -> tensor<7x20xcomplex<f64>>
  return %r : tensor<7x20xcomplex<f64>>
}

// Rows at indices that are data: a table of their places, then a read for each.
// CHECK: // program: gather_dispatch_0
// CHECK: const uint64_t [[INDEX:v[0-9]+]] = read_integer<int32_t>(arena, window,
// CHECK: gather_read<uint32_t>(arena, window, cb_copy0, source0, target0, table, row_group, 64,
// CHECK: copy_write<uint32_t>(arena, cb_copy0, target0, group_begin, part_end, 640,
func.func @gather(%t: tensor<1000x64xf32>, %i: tensor<10xi32>) -> tensor<10x64xf32> {
  %r = "stablehlo.gather"(%t, %i) {
    dimension_numbers = #stablehlo.gather<offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>,
    slice_sizes = array<i64: 1, 64>, indices_are_sorted = false
  } : (tensor<1000x64xf32>, tensor<10xi32>) -> tensor<10x64xf32>
  return %r : tensor<10x64xf32>
}

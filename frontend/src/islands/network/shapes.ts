// Marks of four shapes, drawn by the graphics card: sectors of one color are told apart by their shape.
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_edge"] as const;

export interface Shaped extends NodeDisplayData {
  shape: number;
}

const VERTEX = `
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec4 a_color;
attribute vec4 a_id;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_at;
varying float v_shape;
varying float v_soft;
void main() {
  float reach = a_size * u_correctionRatio / u_sizeRatio * 2.0 * 1.4;
  gl_Position = vec4((u_matrix * vec3(a_position + reach * a_corner, 1.0)).xy, 0.0, 1.0);
  v_at = a_corner * 1.4;
  v_shape = a_shape;
  v_soft = u_sizeRatio / max(a_size, 0.5);
#ifdef PICKING_MODE
  v_color = a_id;
#else
  v_color = a_color;
#endif
  v_color.a *= 255.0 / 254.0;
}
`;

// How far outside of a mark of radius 1 a point is, below 0 inside; each about as large as the others.
const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_at;
varying float v_shape;
varying float v_soft;
uniform vec4 u_edge;
float outside(vec2 at) {
  if (v_shape < 0.5) return length(at) - 1.0;
  if (v_shape < 1.5) return max(abs(at.x), abs(at.y)) - 0.89;
  if (v_shape < 2.5) return max(-0.85 - at.y, (abs(at.x) * 2.1 + at.y * 1.2 - 1.5) / 2.42);
  return (abs(at.x) + abs(at.y) - 1.25) * 0.7071;
}
void main() {
  float out_by = outside(v_at);
#ifdef PICKING_MODE
  gl_FragColor = out_by > 0.15 ? vec4(0.0) : v_color;
#else
  float seen = 1.0 - smoothstep(-v_soft, 0.0, out_by);
  float rim = min(v_soft, 0.2);
  float inner = 1.0 - smoothstep(-2.0 * rim, -rim, out_by);
  vec4 mark = mix(vec4(u_edge.rgb, v_color.a), v_color, inner);
  gl_FragColor = mark * seen;
#endif
}
`;

let edge: [number, number, number] = [1, 1, 1];

/** The color around each mark: the paper's, so that marks that lie on each other stay apart. */
export function setEdge(colour: string): void {
  edge = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255) as [number, number, number];
}

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, -1],
        [1, 1],
        [-1, 1],
      ],
    };
  }

  processVisibleItem(index: number, start: number, data: NodeDisplayData): void {
    this.array.set([data.x, data.y, data.size, (data as Shaped).shape, floatColor(data.color), index], start);
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo<(typeof UNIFORMS)[number]>): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform4f(uniformLocations.u_edge, ...edge, 1);
  }
}

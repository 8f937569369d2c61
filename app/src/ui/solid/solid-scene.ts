import {
  Box3,
  BufferGeometry,
  DirectionalLight,
  EdgesGeometry,
  Group,
  HemisphereLight,
  LineBasicMaterial,
  LineSegments,
  Mesh,
  MeshStandardMaterial,
  type Object3D,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  ShadowMaterial,
  Vector3,
  WebGLRenderer,
} from 'three';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { addGrain } from './grain.ts';
import { HOUSE_VIEW, type Orbit } from './orbit.ts';

/** A canvas with a piece on it. Nothing is drawn but when something has changed. */
export type SolidScene = {
  /** Puts another piece there, from the file that one can take along (binary glTF). */
  show(glb: ArrayBuffer): Promise<void>;
  look(orbit: Orbit): void;
  resize(): void;
  close(): void;
};

const ANGLE_OF_VIEW = 28;
const SHADOW = { size: 2_048, opacity: 0.2 };
const MOST_PIXELS = 2;

/** Opens one; throws where the browser has no WebGL. */
export function openScene(canvas: HTMLCanvasElement): SolidScene {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  renderer.shadowMap.enabled = true;
  const scene = new Scene();
  const camera = new PerspectiveCamera(ANGLE_OF_VIEW, 1, 0.01, 100);
  const sun = new DirectionalLight('#fff4e4', 2.1);
  const floor = new Mesh(
    new PlaneGeometry(40, 40).rotateX(-Math.PI / 2),
    new ShadowMaterial({ opacity: SHADOW.opacity }),
  );
  floor.receiveShadow = true;
  sun.castShadow = true;
  sun.shadow.mapSize.set(SHADOW.size, SHADOW.size);
  sun.shadow.bias = -0.0005;
  sun.shadow.normalBias = 0.004;
  scene.add(new HemisphereLight('#ffffff', '#b9a994', 1.9), sun, sun.target, floor);
  let piece = new Group();
  let orbit = HOUSE_VIEW;
  let asked = 0;

  const draw = () => {
    asked = 0;
    place(camera, sun, piece, orbit);
    renderer.render(scene, camera);
  };
  const later = () => {
    if (asked === 0) asked = requestAnimationFrame(draw);
  };

  return {
    async show(glb) {
      const { scene: read } = await new GLTFLoader().parseAsync(glb, '');
      scene.remove(piece);
      release(piece);
      piece = new Group().add(dressed(read));
      scene.add(piece);
      later();
    },
    look(wanted) {
      orbit = wanted;
      later();
    },
    resize() {
      const { clientWidth, clientHeight } = canvas;
      if (clientWidth === 0 || clientHeight === 0) return;
      renderer.setPixelRatio(Math.min(MOST_PIXELS, devicePixelRatio));
      renderer.setSize(clientWidth, clientHeight, false);
      camera.aspect = clientWidth / clientHeight;
      camera.updateProjectionMatrix();
      later();
    },
    close() {
      cancelAnimationFrame(asked);
      release(piece);
      renderer.dispose();
    },
  };
}

/** The viewer looks at the middle of the piece from as far as it takes to see all of it; light falls from the left, in front. */
function place(
  camera: PerspectiveCamera,
  sun: DirectionalLight,
  piece: Object3D,
  { around, above, away }: Orbit,
): void {
  const box = new Box3().setFromObject(piece);
  if (box.isEmpty()) return;
  const middle = box.getCenter(new Vector3());
  const reach = box.getSize(new Vector3()).length() / 2;
  const narrow = Math.min(1, camera.aspect);
  const far = (reach / Math.sin((ANGLE_OF_VIEW * Math.PI) / 360) / narrow) * 0.92 * away;
  camera.position
    .set(Math.sin(around) * Math.cos(above), Math.sin(above), Math.cos(around) * Math.cos(above))
    .multiplyScalar(far)
    .add(middle);
  camera.near = far / 50;
  camera.far = far * 4 + reach * 4;
  camera.lookAt(middle);
  camera.updateProjectionMatrix();
  sun.target.position.copy(middle);
  sun.position
    .set(-0.7, 1.3, 1)
    .normalize()
    .multiplyScalar(reach * 4)
    .add(middle);
  const { camera: shade } = sun.shadow;
  Object.assign(shade, { left: -reach * 2, right: reach * 2, top: reach * 2, bottom: -reach * 2 });
  Object.assign(shade, { near: reach, far: reach * 8 });
  shade.updateProjectionMatrix();
}

/** The piece as it was read, with marks of wood where it has a grain, thin lines at its edges, and shadows. */
function dressed(read: Group): Group {
  const lines = new LineBasicMaterial({ color: '#2b2723', transparent: true, opacity: 0.45 });
  const edges = new Map<BufferGeometry, EdgesGeometry>();
  const woods = new Map<string, MeshStandardMaterial>();
  const meshes: Mesh[] = [];
  read.traverse((each) => {
    if (each instanceof Mesh) meshes.push(each);
  });
  for (const mesh of meshes) {
    const { geometry, material } = mesh;
    if (!(geometry instanceof BufferGeometry) || !(material instanceof MeshStandardMaterial))
      continue;
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    const grain: unknown = mesh.userData['grain'];
    if (typeof grain === 'string') mesh.material = wood(woods, material, grain);
    const known = edges.get(geometry) ?? new EdgesGeometry(geometry);
    edges.set(geometry, known);
    mesh.add(new LineSegments(known, lines));
  }
  return read;
}

function wood(
  woods: Map<string, MeshStandardMaterial>,
  material: MeshStandardMaterial,
  grain: string,
): MeshStandardMaterial {
  const key = `${material.uuid} ${grain}`;
  const known = woods.get(key);
  if (known) return known;
  const made = material.clone();
  addGrain(made, grain);
  woods.set(key, made);
  return made;
}

/** What the graphics card holds for it is given back. */
function release(piece: Object3D): void {
  piece.traverse((each) => {
    if (!(each instanceof Mesh || each instanceof LineSegments)) return;
    const { geometry, material } = each;
    if (geometry instanceof BufferGeometry) geometry.dispose();
    if (material instanceof MeshStandardMaterial || material instanceof LineBasicMaterial)
      material.dispose();
  });
}

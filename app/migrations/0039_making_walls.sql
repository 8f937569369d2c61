-- A complaint is written by the worker of the space, after the policy has found the parcel to be the buyer's own.
drop policy written on disputes;
create policy written on disputes for insert with check (space_id = any ((select hosted_spaces())::uuid[]));

-- What is made of a pool is as public as the pool; what anybody owes, gets or is sent is not.
drop policy readable on orders;
create policy readable on orders for select using (space_id = any ((select readable_spaces())::uuid[]));
drop policy members on milestones;
create policy readable on milestones for select using (space_id = any ((select readable_spaces())::uuid[]));
create policy written on milestones for insert with check (space_id = any ((select own_spaces())::uuid[]));
create policy changed on milestones for update using (space_id = any ((select own_spaces())::uuid[]));
